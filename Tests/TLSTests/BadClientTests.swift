import TLS
import Testing

@Suite("Bad clients", .serialized)
struct BadClientTests {
    /// Has a client send `bytes` (Python) in the clear and then do as `end` says.
    private func outcome(_ bytes: String, end: String = "stream.shutdown(socket.SHUT_WR)") async throws -> Outcome {
        try await conversation(with: TLSContext(Certificates.server)) { port in
            try Command.python(
                port,
                """
                hello = ssl.MemoryBIO()
                try:
                    ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), hello, server_hostname='x').do_handshake()
                except ssl.SSLWantReadError:
                    hello = hello.read()
                stream = socket.create_connection(('127.0.0.1', port))
                try:
                    stream.sendall(\(bytes))
                    \(end)
                    while stream.recv(1000): pass
                except OSError:
                    pass  # the server has refused it already
                """)
        }.outcomes[0]
    }

    @Test(arguments: ["GET / HTTP/1.1", "POST /v1/x HTTP/1.1", "HEAD / HTTP/1.0", "PUT /x HTTP/1.1"])
    func `HTTP in the clear is recognised`(line: String) async throws {
        let error = try await outcome("b'\(line)\\r\\nHost: x\\r\\n\\r\\n'").error
        #expect(error?.isPlainHTTP == true)
        #expect(error?.description == "the client speaks HTTP without TLS")
    }

    @Test(arguments: ["b'SSH-2.0-OpenSSH_9.2\\r\\n'", "bytes(1000)", "b'\\x16\\x03\\x01\\xff\\xff' + bytes(70000)"])
    func `garbage is refused`(bytes: String) async throws {
        let outcome = try await outcome(bytes)
        #expect(outcome.error != nil && outcome.error?.isPlainHTTP == false)
        #expect(!outcome.wasEstablished)
    }

    @Test func `a damaged hello is refused`() async throws {
        let outcome = try await outcome("hello[:43] + b'\\xff' + hello[44:]")
        #expect(outcome.error != nil)
        #expect(!outcome.wasEstablished)
    }

    @Test(arguments: ["b''", "hello[:1]", "hello[:100]", "hello"])
    func `a client that leaves in the middle of a handshake is at its end`(bytes: String) async throws {
        let outcome = try await outcome(bytes)
        #expect(outcome.error == nil)
        #expect(!outcome.wasEstablished && !outcome.hasStalled)
    }

    @Test func `a reset in the middle of a handshake is an error`() async throws {
        let reset = "stream.recv(1); stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, bytes([1] + [0] * 7))"
        let outcome = try await outcome("hello", end: "\(reset); stream.close()")
        #expect(outcome.error?.description == "the connection broke: Connection reset by peer")
        #expect(!outcome.wasEstablished)
    }
}
