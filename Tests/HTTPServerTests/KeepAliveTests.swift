import HTTPServer
import Testing

/// RFC 9112 §9.3
@Suite("Requests on one connection")
struct KeepAliveTests {
    @Test func `one after the other`() async throws {
        let answers = try await conversation { running in
            let client = try running.client()
            return try (0..<20).map { i in
                try client.post(i % 2 == 0 ? "/echo" : "/later", "\(i)")
                return try client.answer()
            }
        }
        #expect(answers.map(\.text) == (0..<20).map { "\($0)" })
        #expect(answers.allSatisfy { $0.code == 200 && $0.connection == nil })
    }

    @Test func `many at once are answered in order, also where an early one takes long`() async throws {
        let answers = try await conversation { running in
            let client = try running.client()
            try client.send(
                request("GET", "/live") + request("GET", "/gate") + request("POST", "/echo", ["Content-Length: 3"])
                    + "abc"
                    + request("GET", "/nothing") + request("POST", "/later", ["Content-Length: 2"]) + "de"
                    + request("GET", "/missing"))
            let first = try client.answer()
            running.service.hasBegun.wait()
            running.service.gate.open()
            return try [first] + client.answers(5)
        }
        #expect(answers.map(\.text) == ["alive", "gate", "abc", "", "de", ""])
        #expect(answers.map(\.code) == [200, 200, 200, 204, 200, 404])
    }

    @Test func `a thousand at once`() async throws {
        let answers = try await conversation { running in
            let client = try running.client()
            try client.send(
                (0..<1000).map { request("POST", "/echo", ["Content-Length: 4"]) + "\(1000 + $0)" }.joined())
            return try client.answers(1000)
        }
        #expect(answers.map(\.text) == (0..<1000).map { "\(1000 + $0)" })
    }

    /// The answers are more than a connection's buffers hold, and nobody reads them until all is sent.
    @Test func `large answers to many at once`() async throws {
        let answers = try await conversation { running in
            let client = try running.client()
            try client.send(String(repeating: request("GET", "/large?1000000"), count: 20) + request("GET", "/live"))
            return try client.answers(21)
        }
        #expect(answers.dropLast().allSatisfy { $0.body.count == 1_000_000 })
        #expect(answers.last?.text == "alive")
    }

    @Test(arguments: [
        ("HTTP/1.1", "Connection: close", "close"), ("HTTP/1.0", "A: b", "close"),
        ("HTTP/1.0", "Connection: close", "close"),
    ])
    func `the last answer says so, and the connection ends`(version: String, field: String, expected: String)
        async throws
    {
        let (answer, rest) = try await conversation { running in
            let client = try running.client()
            try client.send(request("GET", "/live", [field], version: version) + request("GET", "/live"))
            return (try client.answer(), try client.readToEnd())
        }
        #expect(answer.text == "alive")
        #expect(answer.connection == expected)
        #expect(rest == [])
    }

    @Test func `HTTP 1_0 may keep the connection, and is told so`() async throws {
        let answers = try await conversation { running in
            let client = try running.client()
            return try (0..<2).map { _ in
                try client.send(request("GET", "/live", ["Connection: keep-alive"], version: "HTTP/1.0"))
                return try client.answer()
            }
        }
        #expect(answers.map(\.connection) == ["keep-alive", "keep-alive"])
    }

    @Test func `HEAD is answered without the body, and with its length`() async throws {
        let (head, next) = try await conversation { running in
            let client = try running.client()
            try client.send(request("HEAD", "/live") + request("GET", "/live"))
            return (try client.answer(to: "HEAD"), try client.answer())
        }
        #expect(head.fields["Content-Length"] == "5")
        #expect(next.text == "alive")
    }

    @Test func `an answer has a date, and 204 no length`() async throws {
        let answer = try await conversation { running in
            let client = try running.client()
            try client.get("/nothing")
            return try client.answer()
        }
        #expect(answer.fields.keys.sorted() == ["Date", "X-Content-Type-Options", "X-Request-Id"])
        #expect(answer.fields["Date"]?.hasSuffix(" GMT") == true)
    }
}
