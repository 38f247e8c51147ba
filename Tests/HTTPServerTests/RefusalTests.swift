import HTTPServer
import Testing

@Suite("What is refused")
struct RefusalTests {
    @Test(arguments: [
        ("GET / HTTP/1.1\nHost: h\n\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400), ("\u{16}\u{3}\u{1}\r\n", 400),
        ("BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 501), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("POST / HTTP/1.1\r\nHost: h\r\nExpect: a\r\n\r\n", 417),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", 400),
        ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nhello", 400),
    ])
    func `what is no request is refused, and the connection ends`(text: String, code: Int) async throws {
        let (answer, rest) = try await conversation { running in
            let client = try running.client()
            try client.send(text)
            return (try client.answer(), try client.readToEnd())
        }
        #expect(answer.code == code)
        #expect(answer.connection == "close")
        #expect(answer.text != "")
        #expect(rest == [])
    }

    @Test func `what came before is answered before`() async throws {
        let (answers, rest) = try await conversation { running in
            let client = try running.client()
            try client.send(request("GET", "/live") + "nonsense\r\n\r\n" + request("GET", "/live"))
            return (try client.answers(2), try client.readToEnd())
        }
        #expect(answers.map(\.code) == [200, 400])
        #expect(rest == [])
    }

    /// RFC 9112 §9.6: a reset would take the answer away from the client.
    @Test func `a refusal reaches a client that is still sending`() async throws {
        let answer = try await conversation { running in
            let client = try running.client()
            try client.send("nonsense\r\n\r\n")
            for _ in 0..<64 { try client.send([UInt8](repeating: 0x61, count: 64 * 1024)) }
            return try client.answer()
        }
        #expect(answer.code == 400)
    }

    @Test func `targets and heads are bounded`() async throws {
        let codes = try await conversation { running in
            try [
                "GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA: \(String(repeating: "a", count: 40_000))\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\n" + String(repeating: "a: b\r\n", count: 101) + "\r\n",
            ].map { text in
                let client = try running.client()
                try client.send(text)
                return try client.answer().code
            }
        }
        #expect(codes == [414, 431, 431])
    }

    @Test func `a line without end is refused, in however many pieces it comes`() async throws {
        let (code, sent) = try await conversation { running in
            let client = try running.client()
            try client.send("GET / HTTP/1.1\r\nHost: h\r\nA: ")
            var sent = 0
            while !client.isReadable(withinMilliseconds: 1), sent < 200_000 {
                try client.send([UInt8](repeating: 0x61, count: 1000))
                sent += 1000
            }
            return (try client.answer().code, sent)
        }
        #expect(code == 431)
        #expect(sent > 30_000)
    }

    @Test(arguments: [[], ["Expect: 100-continue"]])
    func `a body too large is refused for its announced length`(fields: [String]) async throws {
        let (answer, rest) = try await conversation {
            $0.bodyBytes = 1000
        } _: { running in
            let client = try running.client()
            try client.send(request("POST", "/echo", ["Content-Length: 1001"] + fields))
            return (try client.answer(), try client.readToEnd())
        }
        #expect(answer.code == 413)
        #expect(answer.connection == "close")
        #expect(rest == [])
    }

    @Test func `a chunk too large is refused for its announced size`() async throws {
        let answers = try await conversation {
            $0.bodyBytes = 1000
        } _: { running in
            try ["3E9\r\n", "3E8\r\n" + String(repeating: "a", count: 1000) + "\r\n1\r\n"].map { chunks in
                let client = try running.client()
                try client.send(request("POST", "/echo", ["Transfer-Encoding: chunked"]) + chunks)
                return try client.answer()
            }
        }
        #expect(answers.map(\.code) == [413, 413])
    }

    @Test func `a body as large as the limit is taken`() async throws {
        let answers = try await conversation {
            $0.bodyBytes = 1000
        } _: { running in
            let client = try running.client()
            let body = String(repeating: "a", count: 1000)
            try client.post("/echo", body)
            try client.send(request("POST", "/echo", ["Transfer-Encoding: chunked"]) + "3e8\r\n\(body)\r\n0\r\n\r\n")
            return try client.answers(2)
        }
        #expect(answers.map(\.body.count) == [1000, 1000])
    }
}
