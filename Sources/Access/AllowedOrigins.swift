public import HTTPWire

/// Which web pages of other origins may use the service: the CORS protocol of the Fetch standard.
///
/// A page of any other origin is answered without these fields, and its browser keeps the answer from it. Credentials
/// are never allowed: tokens travel in Authorization, not in cookies.
public struct AllowedOrigins: Sendable {
    public typealias FieldLines = [(name: String, value: String)]

    /// `nil` for all.
    private let origins: Set<String>?

    /// - Parameter list: origins (`https://a.example`, `http://localhost:3000`) with commas between them, or `*`
    public init(parsing list: String) throws(AccessError) {
        if list == "*" {
            origins = nil
            return
        }
        var origins: Set<String> = []
        for part in list.split(separator: ",", omittingEmptySubsequences: false) {
            let origin = part.filter { $0 != " " && $0 != "\t" }
            try Self.check(origin)
            origins.insert(origin)
        }
        self.origins = origins
    }

    /// Fields for the answer to a request.
    public func fields(for head: RequestHead) -> FieldLines {
        let vary: FieldLines = origins == nil ? [] : [("Vary", "Origin")]
        guard let origin = allowed(head) else { return vary }
        return vary + [
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Expose-Headers", "X-Request-Id, Retry-After, Allow, WWW-Authenticate"),
        ]
    }

    /// Further fields for the answer to a preflight; `nil` where the request is none, or its origin is not allowed.
    public func preflight(_ head: RequestHead, methods: String) -> FieldLines? {
        guard head.method == .options, !head.fields["access-control-request-method"].isEmpty, allowed(head) != nil
        else {
            return nil
        }
        return [
            ("Access-Control-Allow-Methods", methods),
            (
                "Access-Control-Allow-Headers",
                "Content-Type, Content-Encoding, Authorization, Accept, X-Request-Id, traceparent, tracestate"
            ),
            ("Access-Control-Max-Age", "7200"),
        ]
    }

    /// What Access-Control-Allow-Origin says to a request.
    private func allowed(_ head: RequestHead) -> String? {
        let sent = head.fields["origin"]
        guard let origin = sent.first, sent.count == 1 else { return nil }
        guard let origins else { return "*" }
        return origins.contains(origin) ? origin : nil
    }

    /// Lets pass what is an origin as browsers write it: in small letters, and without the port that is the scheme's
    /// own. In another form it would never be met.
    private static func check(_ text: String) throws(AccessError) {
        if text == "null" {
            throw AccessError(
                "null is what any sandboxed page or file says it comes from: it cannot be told from others")
        }
        var usual = text.lowercased()
        if usual.hasSuffix("/") { usual.removeLast() }
        for (scheme, port) in [("https://", ":443"), ("http://", ":80")]
        where usual.hasPrefix(scheme) && usual.hasSuffix(port) {
            usual.removeLast(port.count)
        }
        guard isOrigin(usual) else {
            throw AccessError("\"\(text)\" is not an origin, such as https://a.example or http://localhost:3000")
        }
        guard usual == text else { throw AccessError("browsers write \"\(text)\" as \"\(usual)\"") }
    }

    private static func isOrigin(_ text: String) -> Bool {
        let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
        guard let scheme else { return false }
        let host = text.dropFirst(scheme.count)
        return !host.isEmpty
            && host.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || "-.:[]".utf8.contains(byte)
            }
    }
}
