import Foundation
import Testing

extension RunningProgram {
    @Suite("SIGHUP")
    struct ReloadTests {
        /// A server's files, made in a folder of their own.
        static func files(tls: Bool = true) throws -> (folder: TemporaryFolder, options: [String]) {
            let folder = try TemporaryFolder()
            var options = ["--tokens", try folder.write("alice 0123456789abcdef\n", to: "tokens")]
            if tls {
                for name in ["first", "second"] { try folder.makeCertificate(name) }
                try use("first", in: folder)
                options += ["--tls-certificate", folder.path("now.pem"), "--tls-key", folder.path("now.key")]
            }
            return (folder, options)
        }

        static func use(_ name: String, in folder: TemporaryFolder) throws {
            for kind in ["pem", "key"] {
                try folder.write(
                    try String(contentsOf: folder.url("\(name).\(kind)"), encoding: .utf8), to: "now.\(kind)")
            }
        }

        static func status(_ server: RunningServer, _ token: String, trusting certificate: String? = nil) throws -> Int
        {
            let trust = certificate.map { ["--cacert", $0] } ?? []
            return try server.ask(
                "/metrics", trust + TokenTests.bearer(token), scheme: certificate == nil ? "http" : "https"
            ).status
        }

        /// Whether the certificate is the one that a new connection is shown.
        static func isShown(_ name: String, _ server: RunningServer, _ folder: TemporaryFolder) -> Bool {
            (try? server.ask("/livez", ["--cacert", folder.path("\(name).pem")], scheme: "https").status) == 200
        }

        @Test func `tokens are read again`() throws {
            let (folder, options) = try Self.files(tls: false)
            let server = try RunningServer(options)
            #expect(try Self.status(server, "0123456789abcdef") == 200)
            try folder.write("bob fedcba9876543210\n", to: "tokens")
            #expect(try Self.status(server, "fedcba9876543210") == 401)
            server.signal(SIGHUP)
            #expect(server.line(with: " info reloaded") != nil)
            #expect(try Self.status(server, "fedcba9876543210") == 200)
            #expect(try Self.status(server, "0123456789abcdef") == 401)
            #expect(server.stop() == 0)
        }

        /// Nobody writes to it, so that to open it would be to wait for ever.
        @Test func `a pipe in place of a file is not waited for`() throws {
            let (folder, options) = try Self.files(tls: false)
            let server = try RunningServer(options)
            try FileManager.default.removeItem(at: folder.url("tokens"))
            let isMade = unsafe mkfifo(folder.path("tokens"), 0o600) == 0
            #expect(isMade)
            server.signal(SIGHUP)
            #expect(server.line(with: " error \"not reloaded\"", "/tokens: not a regular file") != nil)
            #expect(try Self.status(server, "0123456789abcdef") == 200)
            #expect(server.stop() == 0)
        }

        @Test func `new connections are shown the new certificate`() throws {
            let (folder, options) = try Self.files()
            let server = try RunningServer(options)
            #expect(server.greeting.contains("address=https://"))
            #expect(Self.isShown("first", server, folder))
            try Self.use("second", in: folder)
            #expect(!Self.isShown("second", server, folder))
            server.signal(SIGHUP)
            #expect(server.line(with: " info reloaded") != nil)
            #expect(Self.isShown("second", server, folder))
            #expect(!Self.isShown("first", server, folder))
            #expect(server.stop() == 0)
        }

        @Test(arguments: [
            ("tokens", "alice short\n", "tokens: line 1: a token has at least 16 characters"),
            ("tokens", "", "there is no token in it"), ("now.pem", "nothing\n", "now.pem"),
            ("now.key", "nothing\n", "now.key"),
        ])
        func `where one file cannot be used, all stay as they were, and the log says why`(
            name: String, text: String, reason: String
        ) throws {
            let (folder, options) = try Self.files()
            let server = try RunningServer(options)
            // All are new, and one of them is bad.
            try Self.use("second", in: folder)
            try folder.write("bob fedcba9876543210\n", to: "tokens")
            try folder.write(text, to: name)
            server.signal(SIGHUP)
            #expect(server.line(with: " error \"not reloaded\" reason=", reason) != nil)
            #expect(Self.isShown("first", server, folder))
            #expect(try Self.status(server, "0123456789abcdef", trusting: folder.path("first.pem")) == 200)
            #expect(try Self.status(server, "fedcba9876543210", trusting: folder.path("first.pem")) == 401)
            #expect(server.stop() == 0)
        }

        /// Asks, has the server read its files again, asks on the same connection, and shows both certificates.
        static let talk = """
            import os, signal, socket, ssl, sys, time
            port, pid, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
            def connect():
                context = ssl.create_default_context()
                context.load_verify_locations(folder + "/first.pem")
                context.load_verify_locations(folder + "/second.pem")
                return context.wrap_socket(socket.create_connection(("127.0.0.1", port), 10), server_hostname="127.0.0.1")
            def ask(connection):
                connection.sendall(b"GET /livez HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n")
                text = b""
                while not text.endswith(b"ok\\n"): text += connection.recv(4096) or sys.exit("it ended")
                return text.split()[1].decode()
            def name(connection): return connection.getpeercert()["subject"][0][0][1]
            old = connect()
            print(ask(old), name(old))
            os.kill(pid, signal.SIGHUP)
            for _ in range(1000):
                new = connect()
                if name(new) == "second": break
                time.sleep(0.01)
            print(ask(new), name(new))
            print(ask(old), name(old))
            """

        @Test func `a connection that is open goes on`() throws {
            let (folder, options) = try Self.files()
            let server = try RunningServer(options)
            let program = try folder.write(Self.talk, to: "talk.py")
            try Self.use("second", in: folder)
            // The first connection begins before the signal, when the files are new and not yet read.
            let outcome = try Program.run(
                ["python3", program, server.port, "\(server.identifier)", folder.path("")],
                of: URL(filePath: "/usr/bin/env"))
            #expect(outcome.output == "200 first\n200 second\n200 first\n", "\(outcome.errors)")
            #expect(server.stop() == 0)
        }
    }
}
