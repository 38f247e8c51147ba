import TLS
import Testing

@Suite("Handshakes", .serialized)
struct HandshakeTests {
    private let trust = [
        "-CAfile", Certificates.path("ca.pem"), "-verify_return_error", "-verify_hostname", "localhost",
    ]

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `a client of either version has its bytes sent back`(version: String) async throws {
        let (client, outcomes) = try await conversation(with: TLSContext(Certificates.server)) { [trust] in
            try Command.client($0, trust + [version])
        }
        #expect(client.status == 0)
        #expect(client.output.contains("hello, bye\n"))
        #expect(client.output.contains("Verification: OK"))
        #expect(client.output.contains("No ALPN negotiated"))
        #expect(client.output.contains("X25519"))  // alone, or beside ML-KEM where OpenSSL has it
        #expect(outcomes[0].error == nil)
        #expect(outcomes[0].wasEstablished && outcomes[0].echoed == 11)
        #expect(outcomes[0].clientName == nil)
    }

    @Test(arguments: [
        (["-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"], "protocol version", "unsupported protocol"),
        (["-tls1_2", "-cipher", "AES128-GCM-SHA256"], "handshake failure", "no shared cipher"),
        (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256"], "handshake failure", "no shared cipher"),
        (["-groups", "P-521"], "handshake failure", "no suitable key share"),
        (["-alpn", "h2,spdy/1"], "no application protocol", "no application protocol"),
    ])
    func `a client that offers nothing good enough is refused`(
        options: [String], alert: String, error: String
    ) async throws {
        let (client, outcomes) = try await conversation(with: TLSContext(Certificates.server)) {
            try Command.client($0, options)
        }
        #expect(client.status != 0)
        #expect(client.output.contains("alert \(alert)"))
        #expect(outcomes[0].error?.description == error)
        #expect(!outcomes[0].wasEstablished)
    }

    @Test(arguments: ["http/1.1", "h2,http/1.1", "http/1.0,http/1.1,h2"])
    func `HTTP/1.1 is picked wherever it is offered`(protocols: String) async throws {
        let (client, _) = try await conversation(with: TLSContext(Certificates.server)) {
            try Command.client($0, ["-alpn", protocols])
        }
        #expect(client.output.contains("ALPN protocol: http/1.1"))
    }

    @Test func `a client that prefers ChaCha20 gets it, and any other AES`() async throws {
        let context = try TLSContext(Certificates.server)
        let (client, _) = try await conversation(with: context, context) { port in
            try ["ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256", "DEFAULT"].map {
                try Command.client(port, ["-tls1_2", "-cipher", $0]).output
            }
        }
        #expect(client[0].contains("Cipher is ECDHE-ECDSA-CHACHA20-POLY1305"))
        #expect(client[1].contains("Cipher is ECDHE-ECDSA-AES256-GCM-SHA384"))
    }

    @Test func `a client cannot have the handshake repeated`() async throws {
        let (client, outcomes) = try await conversation(with: TLSContext(Certificates.server)) {
            try Command(
                ["openssl", "s_client", "-connect", "127.0.0.1:\($0)", "-tls1_2"], input: "R\n", keepsInputOpen: true)
        }
        #expect(client.output.contains("RENEGOTIATING"))
        #expect(client.output.contains("no renegotiation"))
        #expect(client.status != 0)
        #expect(outcomes[0].wasEstablished && outcomes[0].echoed == 0)
    }

    @Test func `a client may change its keys, and have the server change its own`() async throws {
        let (client, outcomes) = try await conversation(with: TLSContext(Certificates.server)) { port in
            // Commands to s_client are lines that it reads alone, so each waits for what the one before brings.
            let log = Certificates.path("keys.log")
            let wait = "w() { for i in $(seq 3000); do grep -q \"$1\" \(log) && return; sleep 0.02; done; }"
            let input = "w 'R BLOCK'; echo K; w KEYUPDATE; echo hello; w hello; echo bye"
            let client = "stdbuf -o0 openssl s_client -tls1_3 -connect 127.0.0.1:\(port)"
            return try Command(["sh", "-c", ": > \(log); \(wait); (\(input)) | \(client) > \(log) 2>&1; cat \(log)"])
        }
        #expect(client.output.contains("KEYUPDATE\n"))
        #expect(client.output.contains("hello\n"))
        #expect(outcomes[0].error == nil)
        #expect(outcomes[0].echoed == 10)
    }
}
