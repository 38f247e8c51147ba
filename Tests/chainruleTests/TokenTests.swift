import Foundation
import Testing

extension RunningProgram {
    @Suite("Tokens, from end to end")
    struct TokenTests {
        /// The digest is that of `printf %s fedcba9876543210 | sha256sum`.
        static let file = """
            alice 0123456789abcdef
            bob sha256:3465f6e6975baa864ca957f0914ecda9bf7eb601ac31ac20a5dc3d329279a843
            """

        static func bearer(_ token: String) -> [String] { ["-H", "Authorization: Bearer \(token)"] }

        @Test func `a token opens the service, and its name is in the log`() throws {
            let folder = try TemporaryFolder()
            let server = try RunningServer(["--tokens", try folder.write(Self.file, to: "tokens")])
            for (name, token) in [("alice", "0123456789abcdef"), ("bob", "fedcba9876543210")] {
                let answer = try server.ask(
                    "/v1/cost", Self.bearer(token) + ["-H", "X-Request-Id: of-\(name)"], document: Documents.chain)
                #expect(answer.status == 200)
                #expect(server.line(with: "request_id=of-\(name)", " caller=\(name)", " status=200") != nil)
            }
            for path in ["/metrics", "/openapi.yaml"] {
                #expect(try server.ask(path).status == 401)
                #expect(try server.ask(path, Self.bearer("0123456789abcdef")).status == 200)
            }
            #expect(server.stop() == 0)
            let secrets = server.lines.filter { $0.contains("0123456789abcdef") || $0.contains("fedcba9876543210") }
            #expect(secrets == [])
        }

        @Test(arguments: [
            ([], 401, "Bearer realm=\"chainrule\""),
            (["-u", "alice:0123456789abcdef"], 401, "Bearer realm=\"chainrule\""),
            (bearer("0123456789abcdee"), 401, "Bearer realm=\"chainrule\", error=\"invalid_token\""),
            (bearer("a b"), 400, "Bearer realm=\"chainrule\", error=\"invalid_request\""),
            (["-H", "Authorization: Bearer"], 400, "Bearer realm=\"chainrule\", error=\"invalid_request\""),
            (
                bearer("0123456789abcdef") + bearer("0123456789abcdef"), 400,
                "Bearer realm=\"chainrule\", error=\"invalid_request\""
            ),
        ])
        func `without one the answer says how to come by`(options: [String], status: Int, challenge: String) throws {
            let folder = try TemporaryFolder()
            let server = try RunningServer(["--tokens", try folder.write(Self.file, to: "tokens")])
            let answer = try server.ask("/v1/cost", options, document: Documents.chain)
            #expect(answer.status == status)
            #expect(answer["www-authenticate"] == challenge)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer.text.contains("urn:chainrule:problem:\(status == 401 ? "unauthorized" : "bad-request")"))
            // Nor is there more to learn of what is not there.
            #expect(try server.ask("/nowhere", options).status == status)
            for path in ["/livez", "/readyz"] { #expect(try server.ask(path, options).status == 200) }
            #expect(server.line(with: " path=/v1/cost", " status=\(status)")?.contains("caller=") == false)
            #expect(server.stop() == 0)
        }

        @Test func `a file that cannot be used keeps the server from starting`() throws {
            let folder = try TemporaryFolder()
            let path = try folder.write("alice 0123456789abcdef\nbob 0123456789abcdef\n", to: "tokens")
            let outcome = try Program.run(["serve", "--port", "0", "--tokens", path])
            #expect(outcome.status == 1)
            #expect(outcome.errors == "chainrule: serve: --tokens \(path): line 2: bob has the same token as alice\n")
            let missing = try Program.run(["serve", "--port", "0", "--tokens", folder.path("nowhere")])
            #expect(missing.status == 1)
            #expect(missing.errors.contains("No such file or directory"))
        }

        /// As `--tokens "$UNSET"` would.
        @Test func `no name of a file is an error and opens nothing`() throws {
            for outcome in [
                try Program.run(["serve", "--port", "0", "--tokens", ""]),
                try Program.run(["serve", "--port", "0"], environment: ["CHAINRULE_TOKENS": ""]),
            ] {
                #expect(outcome.status == 2)
                #expect(outcome.errors.hasSuffix(" takes FILE, not nothing (chainrule --help)\n"))
            }
        }

        @Test func `a variable that looks like an option and is none is warned of`() throws {
            let server = try RunningServer(environment: ["CHAINRULE_TOKEN": "a"])
            #expect(server.line(with: " warning \"unknown variable\" name=CHAINRULE_TOKEN") != nil)
            #expect(server.stop() == 0)
        }

        @Test func `an open port without tokens, or with tokens in the clear, is warned of`() throws {
            let folder = try TemporaryFolder()
            let tokens = ["--tokens", try folder.write(Self.file, to: "tokens")]
            let open = try RunningServer(["--host", "0.0.0.0"])
            #expect(open.line(with: " warning \"open to whoever reaches it\"", "--tokens") != nil)
            let clear = try RunningServer(["--host", "0.0.0.0"] + tokens)
            #expect(clear.line(with: " warning \"tokens come in the clear\"", "--tls-certificate") != nil)
            let local = try RunningServer()
            #expect(try local.ask("/livez").status == 200)
            for server in [open, clear, local] { #expect(server.stop() == 0) }
            #expect(!local.lines.contains { $0.contains(" warning ") })
            #expect(!clear.lines.contains { $0.contains("open to whoever") })
        }
    }
}
