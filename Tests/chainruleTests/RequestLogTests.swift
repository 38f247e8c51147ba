import Foundation
import Testing

extension RunningProgram {
    @Suite("The log of requests")
    struct RequestLogTests {
        static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

        /// A line of `--log-format json`.
        struct Line: Decodable, Equatable {
            var time, level, message, request_id: String
            var method, path, route: String?
            var status, request_bytes, response_bytes: Int
            var read_ms, compute_ms, write_ms: Double
            var client: String
            var caller, trace_id, parent_id: String?
        }

        static func line(_ server: RunningServer, _ identifier: String) throws -> Line {
            let text = try #require(server.line(with: "\"request_id\":\"\(identifier)\""))
            return try JSONDecoder().decode(Line.self, from: Data(text.utf8))
        }

        @Test func `a line of JSON has all that is known of a request`() throws {
            let folder = try TemporaryFolder()
            let server = try RunningServer(
                ["--log-format", "json", "--tokens", try folder.write(TokenTests.file, to: "tokens")])
            let fields = ["-H", "X-Request-Id: mine/1", "-H", "traceparent: \(Self.trace)"]
            let answer = try server.ask(
                "/v1/cost?secret=1", fields + TokenTests.bearer("0123456789abcdef"), document: Documents.chain)
            #expect(answer["x-request-id"] == "mine/1")
            let line = try Self.line(server, "mine/1")
            #expect(line.level == "info" && line.message == "request")
            #expect(line.time.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/#) != nil)
            #expect(line.method == "POST" && line.path == "/v1/cost" && line.route == "/v1/cost" && line.status == 200)
            #expect(line.request_bytes == Documents.chain.utf8.count && line.response_bytes == answer.body.count)
            #expect(line.client == "127.0.0.1" && line.caller == "alice")
            #expect(line.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736" && line.parent_id == "00f067aa0ba902b7")
            #expect(min(line.read_ms, line.compute_ms, line.write_ms) >= 0)
            #expect(server.stop() == 0)
            for line in server.lines {
                #expect(throws: Never.self, "\(line)") { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
                #expect(!line.contains("secret"))
            }
            #expect(server.lines.last?.contains("\"message\":\"stopped\"") == true)
        }

        /// What a client sends is in quotes, and never a line of its own.
        @Test func `what is not there is left out, and what is odd is written all the same`() throws {
            let server = try RunningServer(["--log-format", "json"])
            let nowhere = try server.ask("/a%22b%0Ac", ["-H", "X-Request-Id: a", "-H", "traceparent: 00-zz"])
            #expect(nowhere.status == 404)
            let line = try Self.line(server, "a")
            #expect(line.path == "/a%22b%0Ac")
            #expect(line.route == nil && line.caller == nil && line.trace_id == nil && line.parent_id == nil)
            let unread = try server.ask("/", ["-X", "BREW", "-H", "X-Request-Id: b"])
            #expect(unread.status == 501)
            let identifier = try #require(unread["x-request-id"])
            let other = try Self.line(server, identifier)
            #expect(other.status == 501 && other.method == nil && other.path == nil)
            #expect(server.stop() == 0)
        }

        @Test(arguments: [[], ["a b"], ["é"], [String(repeating: "a", count: 129)], ["a", "b"], ["\"x\""]])
        func `a name for a request that cannot be repeated is replaced by a new one`(names: [String]) throws {
            let server = try RunningServer()
            let answers = try (0..<2).map { _ in
                try server.ask("/livez", names.flatMap { ["-H", "X-Request-Id: \($0)"] })
            }
            let made = answers.compactMap { $0["x-request-id"] }
            #expect(Set(made).count == 2)
            for identifier in made {
                #expect(identifier.wholeMatch(of: #/[0-9a-f]{16}/#) != nil)
                #expect(server.line(with: " request_id=\(identifier) ", " path=/livez ") != nil)
            }
            #expect(server.stop() == 0)
        }
    }
}
