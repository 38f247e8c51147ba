import Testing

extension RunningProgram {
    /// The Fetch standard, HTTP-CORS protocol.
    @Suite("Origins, from end to end")
    struct OriginTests {
        static let options = ["--cors-origins", "https://a.example, http://localhost:3000"]
        static let preflight = [
            "-X", "OPTIONS", "-H", "Access-Control-Request-Method: POST", "-H",
            "Access-Control-Request-Headers: authorization,content-type",
        ]

        static func origin(_ origin: String) -> [String] { ["-H", "Origin: \(origin)"] }

        @Test func `a page of an allowed origin may ask, with a token, and read what it needs`() throws {
            let folder = try TemporaryFolder()
            let tokens = ["--tokens", try folder.write(TokenTests.file, to: "tokens")]
            let server = try RunningServer(Self.options + tokens)
            let page = Self.origin("https://a.example")
            let preflight = try server.ask("/v1/gradient", Self.preflight + page)
            #expect(preflight.status == 204)
            #expect(preflight["access-control-allow-origin"] == "https://a.example")
            #expect(preflight["access-control-allow-methods"] == "POST, OPTIONS")
            #expect(preflight["access-control-allow-headers"]?.contains("Authorization") == true)
            #expect(preflight["access-control-allow-headers"]?.contains("Content-Type") == true)
            #expect(preflight["access-control-max-age"] == "7200")
            #expect(preflight["vary"] == "Origin")
            let options = page + TokenTests.bearer("0123456789abcdef")
            let answer = try server.ask("/v1/gradient", options, document: Documents.chain)
            #expect(answer.status == 200)
            #expect(answer["access-control-allow-origin"] == "https://a.example")
            #expect(answer["access-control-expose-headers"]?.contains("X-Request-Id") == true)
            #expect(answer["access-control-allow-credentials"] == nil)
            #expect(answer["vary"] == "Accept, Origin")
            // An error is of no use to a page that may not read it.
            let refused = try server.ask("/v1/gradient", page, document: Documents.chain)
            #expect(refused.status == 401)
            #expect(refused["access-control-allow-origin"] == "https://a.example")
            #expect(refused["access-control-expose-headers"]?.contains("WWW-Authenticate") == true)
            let tooLarge = try server.ask(
                "/v1/gradient", page + ["-H", "Content-Length: 100000000000"], document: "{}")
            #expect(tooLarge.status == 401)
            #expect(tooLarge["access-control-allow-origin"] == "https://a.example")
            #expect(server.stop() == 0)
        }

        @Test(arguments: ["https://b.example", "null", "https://a.example:444", "http://a.example"])
        func `a page of another is told nothing of it`(origin: String) throws {
            let server = try RunningServer(Self.options)
            for options in [Self.preflight, ["-X", "POST", "-d", "{}"]] {
                let answer = try server.ask("/v1/gradient", options + Self.origin(origin))
                #expect(!answer.fields.contains { $0.name.hasPrefix("access-control-") })
                #expect(answer["vary"] == "Origin")
            }
            #expect(server.stop() == 0)
        }

        @Test func `a large answer varies with both, and a star with neither origin`() throws {
            let server = try RunningServer(Self.options)
            let both = try server.ask(
                "/openapi.yaml", Self.origin("https://a.example") + ["-H", "Accept-Encoding: gzip"])
            #expect(both["vary"]?.split(separator: ", ").sorted() == ["Accept-Encoding", "Origin"])
            #expect(server.stop() == 0)
            let open = try RunningServer(["--cors-origins", "*"])
            let answer = try open.ask("/livez", Self.origin("https://b.example"))
            #expect(answer["access-control-allow-origin"] == "*")
            #expect(answer["vary"] == nil)
            #expect(open.stop() == 0)
        }

        @Test func `without the option there is no word of origins`() throws {
            let server = try RunningServer()
            let answer = try server.ask("/livez", Self.origin("https://a.example"))
            #expect(answer.status == 200)
            #expect(!answer.fields.contains { $0.name.hasPrefix("access-control-") || $0.name == "vary" })
            #expect(server.stop() == 0)
        }

        @Test func `an origin that no browser writes so keeps the server from starting`() throws {
            let outcome = try Program.run(["serve", "--port", "0", "--cors-origins", "https://a.example:443"])
            #expect(outcome.status == 1)
            let reason = "browsers write \"https://a.example:443\" as \"https://a.example\""
            #expect(outcome.errors == "chainrule: serve: --cors-origins: \(reason)\n")
        }
    }
}
