/// Where a server's identity lies.
public struct TLSFiles: Sendable {
    /// The certificate chain, PEM, the server's own first.
    public var certificate: String
    /// Its private key, PEM, without a pass phrase.
    public var key: String
    /// Whose certificates clients must show, PEM; `nil` where they need none.
    public var clientAuthorities: String?

    public init(certificate: String, key: String, clientAuthorities: String? = nil) {
        (self.certificate, self.key, self.clientAuthorities) = (certificate, key, clientAuthorities)
    }
}
