import TLS
import Testing

@Suite("Transfers", .serialized)
struct TransferTests {
    private static func connect(_ version: String) -> String {
        """
        context = ssl.create_default_context(cafile=authority)
        context.maximum_version = ssl.TLSVersion.\(version)
        client = context.wrap_socket(socket.create_connection(('127.0.0.1', port)), server_hostname='localhost')

        """
    }

    @Test(arguments: ["TLSv1_2", "TLSv1_3"])
    func `20 MiB come back as they were, however they are cut`(version: String) async throws {
        let (answer, outcomes) = try await conversation(with: TLSContext(Certificates.server)) { port in
            // The client reads only when all is sent: meanwhile the server's writes find no room.
            try Command.python(
                port,
                Self.connect(version) + """
                    sent, position = os.urandom(20 << 20), 0
                    while position < len(sent):
                        position += client.send(sent[position:position + random.randint(1, 100000)])
                    received = bytearray()
                    while len(received) < len(sent):
                        received += client.recv(random.randint(1, 100000))
                    print(client.version(), received == sent)
                    client.unwrap()
                    """)
        }
        #expect(answer == "\(version.replacing("_", with: ".")) True\n")
        #expect(outcomes[0].error == nil && !outcomes[0].hasStalled)
        #expect(outcomes[0].echoed == 20 << 20)
    }

    @Test(arguments: ["TLSv1_2", "TLSv1_3"])
    func `an end without close_notify is an end`(version: String) async throws {
        let (_, outcomes) = try await conversation(with: TLSContext(Certificates.server)) { port in
            try Command.python(
                port,
                Self.connect(version) + """
                    client.sendall(b'hello')
                    client.recv(5)
                    client.shutdown(socket.SHUT_WR)
                    """)
        }
        #expect(outcomes[0].error == nil && !outcomes[0].hasStalled)
        #expect(outcomes[0].echoed == 5)
    }

    @Test(arguments: ["TLSv1_2", "TLSv1_3"])
    func `close_notify right behind the last bytes ends a connection that stays open`(version: String) async throws {
        let (answer, outcomes) = try await conversation(with: TLSContext(Certificates.server)) { port in
            try Command.python(
                port,
                Self.connect(version) + """
                    client.sendall(b'hello')
                    try:
                        client.unwrap()
                    except ssl.SSLError:
                        pass  # the answer came before the server's close_notify
                    while os.read(client.fileno(), 1000): pass
                    print('ended')
                    """)
        }
        #expect(answer == "ended\n")
        #expect(outcomes[0].error == nil && !outcomes[0].hasStalled)
        #expect(outcomes[0].echoed == 5)
    }

    @Test func `a handshake and a request that come byte by byte are as good as any`() async throws {
        let (answer, outcomes) = try await conversation(with: TLSContext(Certificates.server)) { port in
            try Command.python(
                port,
                """
                arriving, leaving = ssl.MemoryBIO(), ssl.MemoryBIO()
                context = ssl.create_default_context(cafile=authority)
                client = context.wrap_bio(arriving, leaving, server_hostname='localhost')
                stream = socket.create_connection(('127.0.0.1', port))
                stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                def flush():
                    for byte in leaving.read():
                        stream.send(bytes([byte]))
                def until(action):
                    while True:
                        try:
                            return action()
                        except ssl.SSLWantReadError:
                            flush()
                            arriving.write(stream.recv(1))
                until(client.do_handshake)
                client.write(b'hello')
                flush()
                print(until(lambda: client.read(5)))
                """)
        }
        #expect(answer == "b'hello'\n")
        #expect(outcomes[0].error == nil && outcomes[0].echoed == 5)
    }
}
