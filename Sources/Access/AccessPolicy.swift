/// Who may use the service.
public struct AccessPolicy: Sendable {
    /// `nil` where no token is asked for.
    public var tokens: Tokens?
    /// `nil` where no page of another origin may use it.
    public var origins: AllowedOrigins?

    public init(tokens: Tokens? = nil, origins: AllowedOrigins? = nil) {
        (self.tokens, self.origins) = (tokens, origins)
    }
}
