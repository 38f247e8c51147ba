import TLS
import Testing

@Suite("Resumption", .serialized)
struct ResumptionTests {
    @Test(arguments: ["-tls1_2", "-tls1_3"], [false, true])
    func `a client resumes its session by a ticket, whether or not it has a certificate`(
        version: String, isMutual: Bool
    ) async throws {
        let context = try TLSContext(isMutual ? Certificates.mutual : Certificates.server)
        let (client, outcomes) = try await conversation(with: context, context) { port in
            try Self.clients(port, [version] + (isMutual ? ClientCertificateTests.identity("client") : []))
        }
        #expect(client[0].output.contains("New, TLSv1"))
        #expect(client[0].output.contains("ticket lifetime hint: 7200 (seconds)"))
        #expect(client[1].output.contains("Reused, TLSv1"))
        #expect(client[1].output.contains("hello, bye"))
        #expect(outcomes.map(\.clientName) == (isMutual ? ["Ada Lovelace", "Ada Lovelace"] : [nil, nil]))
    }

    @Test func `a ticket is worth nothing to another context`() async throws {
        let contexts = try [TLSContext(Certificates.server), TLSContext(Certificates.server)]
        let (client, outcomes) = try await conversation(with: contexts[0], contexts[1]) {
            try Self.clients($0, ["-tls1_3"])
        }
        #expect(client[1].output.contains("New, TLSv1.3"))
        #expect(outcomes.map(\.error) == [nil, nil])
    }

    @Test func `a session goes on when its context is no longer held`() async throws {
        let listener = try TestListener()
        async let client = onThread { try Command.client(listener.port, []) }
        let (outcome, isContextGone) = try await onThread {
            let connection = try listener.accept()
            var context: TLSContext? = try TLSContext(Certificates.mutual)
            weak let watched = context
            let session = try context?.session(on: connection.socket)
            context = nil
            return (session.map(connection.serve), watched == nil)
        }
        #expect(isContextGone)
        #expect(outcome?.error?.description == "peer did not return a certificate")
        #expect(try await client.names.contains("CN=ca"))
    }

    @Test func `sessions of one context go on beside those of the next`() async throws {
        let contexts = try [TLSContext(Certificates.server), TLSContext(Certificates.mutual)]
        let (answer, outcomes) = try await conversation(with: contexts[0], contexts[1]) { port in
            try Command.python(
                port,
                """
                def connect(identity):
                    context = ssl.create_default_context(cafile=authority)
                    if identity: context.load_cert_chain(identity + '.pem', identity + '.key')
                    stream = socket.create_connection(('127.0.0.1', port))
                    return context.wrap_socket(stream, server_hostname='localhost')
                def echo(stream, text):
                    stream.sendall(text)
                    print(stream.recv(10))
                one = connect(None)
                echo(one, b'one')
                two = connect('\(Certificates.path("client"))')
                echo(two, b'two')
                echo(one, b'three')
                """)
        }
        #expect(answer == "b'one'\nb'two'\nb'three'\n")
        #expect(outcomes.map(\.clientName) == [nil, "Ada Lovelace"])
    }

    /// Two clients, of whom the second has the first one's session.
    private static func clients(_ port: UInt16, _ options: [String]) throws -> [Command] {
        let session = Certificates.path("session-\(port).pem")
        return try ["-sess_out", "-sess_in"].map { try Command.client(port, options + [$0, session]) }
    }
}
