import TLS
import Testing

@Suite("Credentials", .serialized)
struct CredentialTests {
    @Test(arguments: [
        ("missing.pem", "server.key", nil, "missing.pem: No such file or directory"),
        ("server.pem", "missing.key", nil, "missing.key: No such file or directory"),
        ("server.pem", "server.key", "missing.pem", "missing.pem: No such file or directory"),
        ("text.pem", "server.key", nil, "text.pem: holds no certificate in PEM"),
        ("server.pem", "text.pem", nil, "text.pem: holds no private key in PEM"),
        ("server.pem", "server.pem", nil, "server.pem: holds no private key in PEM"),
        ("server.key", "server.key", nil, "server.key: holds no certificate in PEM"),
        ("server.pem", "server.key", "text.pem", "text.pem: holds no certificate in PEM"),
        ("server.pem", "server.key", "server.key", "server.key: holds no certificate in PEM"),
        ("broken.pem", "server.key", nil, "broken.pem: holds no usable certificate (bad base64 decode)"),
        ("server.pem", "server.key", "broken.pem", "broken.pem: holds no usable certificate (bad base64 decode)"),
        ("server.pem", "client.key", nil, "client.key: the key does not belong to the certificate in server.pem"),
        ("server.pem", "rsa.key", nil, "rsa.key: the key does not belong to the certificate in server.pem"),
        (
            "server.pem", "encrypted.key", nil,
            "encrypted.key: the private key is encrypted; it must need no pass phrase"
        ),
        (
            "server.pem", "encrypted-pkcs8.key", nil,
            "encrypted-pkcs8.key: the private key is encrypted; it must need no pass phrase"
        ),
        ("weak.pem", "weak.key", nil, "weak.pem: holds no usable certificate (ee key too small)"),
    ])
    func `an error names the file and what is wrong with it`(
        certificate: String, key: String, authorities: String?, error: String
    ) throws {
        let files = TLSFiles(
            certificate: Certificates.path(certificate), key: Certificates.path(key),
            clientAuthorities: authorities.map(Certificates.path))
        let thrown = #expect(throws: TLSError.self) { _ = try TLSContext(files) }
        #expect(thrown?.description.replacing(Certificates.path("") + "/", with: "") == error)
    }
}
