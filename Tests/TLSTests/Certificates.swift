import Foundation
import TLS

/// Keys and certificates, made once, in a folder that goes with the process.
enum Certificates {
    static func path(_ name: String) -> String {
        _ = areMade
        return file(name)
    }

    /// The server's own, without a demand for clients' certificates.
    static let server = TLSFiles(certificate: path("server.pem"), key: path("server.key"))
    /// The same, for clients that have a certificate.
    static let mutual = TLSFiles(
        certificate: path("server.pem"), key: path("server.key"), clientAuthorities: path("ca.pem"))

    private static let folder = FileManager.default.temporaryDirectory.appending(path: "chainrule-tls-\(UUID())")

    private static func file(_ name: String) -> String { folder.appending(path: name).path }

    private static let areMade: Void = {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            atexit { try? FileManager.default.removeItem(at: Certificates.folder) }
            try makeAll()
        } catch {
            fatalError("no certificates: \(error)")
        }
    }()

    private static func makeAll() throws {
        try makeAuthority("ca")
        try makeAuthority("other-ca")
        try make("server", by: "ca", subject: "/CN=localhost", names: "DNS:localhost,IP:127.0.0.1")
        try make("client", by: "ca", subject: "/O=Chainrule/CN=Ada Lovelace", names: "DNS:ada.example")
        try make("nameless", by: "ca", subject: "/O=Chainrule", names: "email:a@example.org,DNS:b.example")
        try make("stranger", by: "other-ca", subject: "/CN=Mallory", names: "DNS:m.example")
        try Command.run(["openssl", "genrsa", "-out", file("rsa.key"), "2048"])
        try make("weak", by: "ca", subject: "/CN=weak", names: "DNS:weak", newKey: ["-newkey", "rsa:1024", "-nodes"])
        for (name, options) in [("encrypted-pkcs8.key", ["pkcs8", "-topk8"]), ("encrypted.key", ["ec", "-aes128"])] {
            let files = ["-in", file("server.key"), "-out", file(name), "-passout", "pass:secret"]
            try Command.run(["openssl"] + options + files)
        }
        let broken = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"
        try Data(broken.utf8).write(to: folder.appending(path: "broken.pem"))
        try Data("This is no certificate.\n".utf8).write(to: folder.appending(path: "text.pem"))
    }

    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    private static func makeAuthority(_ name: String) throws {
        try Command.run(
            ["openssl", "req", "-x509", "-days", "2", "-subj", "/CN=\(name)", "-addext", "keyUsage=keyCertSign"]
                + newKey + ["-keyout", file("\(name).key"), "-out", file("\(name).pem")])
    }

    private static func make(
        _ name: String, by authority: String, subject: String, names: String, newKey: [String] = newKey
    ) throws {
        try Command.run(
            ["openssl", "req", "-new", "-subj", subject, "-addext", "subjectAltName=\(names)"] + newKey
                + ["-keyout", file("\(name).key"), "-out", file("\(name).csr")])
        try Command.run(
            ["openssl", "x509", "-req", "-days", "2", "-in", file("\(name).csr"), "-copy_extensions", "copyall"]
                + ["-CA", file("\(authority).pem"), "-CAkey", file("\(authority).key"), "-CAcreateserial"]
                + ["-out", file("\(name).pem")])
    }
}
