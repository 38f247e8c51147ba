import TLS
import Testing

@Suite("Clients' certificates", .serialized)
struct ClientCertificateTests {
    static func identity(_ name: String) -> [String] {
        ["-cert", Certificates.path("\(name).pem"), "-key", Certificates.path("\(name).key")]
    }

    @Test(arguments: [("client", "Ada Lovelace"), ("nameless", "b.example")], ["-tls1_2", "-tls1_3"])
    func `a client of a known authority is let in and named`(
        client: (file: String, name: String), version: String
    ) async throws {
        let (command, outcomes) = try await conversation(with: TLSContext(Certificates.mutual)) {
            try Command.client($0, [version] + Self.identity(client.file))
        }
        #expect(command.status == 0)
        #expect(command.names.contains("Acceptable client certificate CA names\nCN=ca\n"))
        #expect(command.output.contains("hello, bye\n"))
        #expect(outcomes[0].error == nil)
        #expect(outcomes[0].clientName == client.name)
    }

    @Test func `the server sends its own chain without the clients' authorities`() async throws {
        let (command, _) = try await conversation(with: TLSContext(Certificates.mutual)) {
            try Command.client($0, Self.identity("client"))
        }
        #expect(command.names.contains("\n 0 s:CN=localhost\n"))
        #expect(!command.output.contains("\n 1 s:"))
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `a client without a certificate is refused`(version: String) async throws {
        let (command, outcomes) = try await conversation(with: TLSContext(Certificates.mutual)) {
            try Command.client($0, [version])
        }
        #expect(!command.output.contains("hello, bye"))
        #expect(outcomes[0].error?.description == "peer did not return a certificate")
        #expect(!outcomes[0].wasEstablished && outcomes[0].clientName == nil)
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `a client of another authority is refused`(version: String) async throws {
        let (command, outcomes) = try await conversation(with: TLSContext(Certificates.mutual)) {
            try Command.client($0, [version] + Self.identity("stranger"))
        }
        #expect(!command.output.contains("hello, bye"))
        #expect(command.output.contains("alert unknown ca"))
        #expect(outcomes[0].error?.description == "the client's certificate: unable to get local issuer certificate")
        #expect(!outcomes[0].wasEstablished && outcomes[0].clientName == nil)
    }
}
