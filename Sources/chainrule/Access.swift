import Access
import EventLoop

/// What keeps the server from starting, in words.
struct StartError: Error, CustomStringConvertible {
    let description: String
}

/// Who may use the service, by the options and the files that they name.
func accessPolicy(_ options: ServeOptions) throws(StartError) -> AccessPolicy {
    var policy = AccessPolicy()
    if !options.tokens.isEmpty {
        do {
            policy.tokens = try Tokens(parsing: readAll(options.tokens))
        } catch {
            throw StartError(description: "--tokens \(options.tokens): \(error)")
        }
    }
    if !options.origins.isEmpty {
        do throws(AccessError) {
            policy.origins = try AllowedOrigins(parsing: options.origins)
        } catch {
            throw StartError(description: "--cors-origins: \(error)")
        }
    }
    return policy
}
