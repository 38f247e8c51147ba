import HTTPServer
import Testing

@Suite("Requests and how their bytes come")
struct BodyTests {
    /// 8 MiB in pages that differ from their neighbours.
    static let large = (0..<1024).flatMap { [UInt8](repeating: UInt8(truncatingIfNeeded: $0 + $0 / 251), count: 8192) }

    @Test func `a byte at a time`() async throws {
        let answers = try await conversation { running in
            let client = try running.client()
            let text = request("POST", "/echo", ["Content-Length: 5"]) + "hello"
            let chunked =
                request("POST", "/later", ["Transfer-Encoding: chunked"]) + "3\r\nabc\r\n1;a\r\nd\r\n0\r\nA: b\r\n\r\n"
            for byte in (text + chunked).utf8 { try client.send([byte]) }
            return try client.answers(2)
        }
        #expect(answers.map(\.text) == ["hello", "abcd"])
    }

    @Test(arguments: ["/echo", "/later"])
    func `8 MiB there and back`(path: String) async throws {
        let answer = try await conversation { running in
            let client = try running.client()
            try client.send(request("POST", path, ["Content-Length: \(Self.large.count)"]))
            try client.send(Self.large)
            return try client.answer()
        }
        let isSame = answer.body == Self.large  // a difference of such sizes would take minutes to print
        #expect(isSame)
    }

    @Test func `8 MiB in chunks`() async throws {
        let answers = try await conversation { running in
            let client = try running.client()
            try client.send(request("POST", "/echo", ["Transfer-Encoding: chunked"]))
            var (start, size) = (0, 1)
            while start < Self.large.count {
                let chunk = Self.large[start..<min(start + size, Self.large.count)]
                try client.send(Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [0x0D, 0x0A])
                (start, size) = (chunk.endIndex, size * 3)
            }
            try client.send("0\r\n\r\n" + request("GET", "/live"))
            return try client.answers(2)
        }
        let isSame = answers[0].body == Self.large
        #expect(isSame)
        #expect(answers[1].text == "alive")
    }

    /// RFC 9110 §10.1.1
    @Test(arguments: [("Content-Length: 5", "hello"), ("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n")])
    func `who waits for 100 Continue is told once to go on`(framing: String, body: String) async throws {
        let (first, answer) = try await conversation { running in
            let client = try running.client()
            try client.send(request("POST", "/echo", ["Expect: 100-continue", framing]))
            let first = try client.read(through: "\r\n\r\n")
            for byte in body.utf8 { try client.send([byte]) }
            return (String(decoding: first, as: UTF8.self), try client.answer())
        }
        #expect(first == "HTTP/1.1 100 Continue\r\n\r\n")
        #expect(answer.text == "hello")
    }

    @Test(arguments: [("HTTP/1.1", "hello"), ("HTTP/1.0", "")])
    func `who does not wait is not told`(version: String, early: String) async throws {
        let answer = try await conversation { running in
            let client = try running.client()
            let head = request("POST", "/echo", ["Expect: 100-continue", "Content-Length: 5"], version: version)
            try client.send(head + early)
            if early.isEmpty { try client.send("hello") }
            return try client.answer()
        }
        #expect(answer.code == 200)
        #expect(answer.text == "hello")
    }

    @Test func `the end of what the client sends is not the end of the answer`() async throws {
        let (answers, rest) = try await conversation { running in
            let client = try running.client()
            try client.post("/echo", "a")
            try client.get("/gate")
            try client.get("/large?2000000")
            try client.finishSending()
            running.service.hasBegun.wait()
            running.service.gate.open()
            return (try client.answers(3), try client.readToEnd())
        }
        #expect(answers.map(\.code) == [200, 200, 200])
        #expect(answers[1].text == "gate")
        #expect(answers[2].body.count == 2_000_000)
        #expect(rest == [])
    }

    @Test(arguments: ["GET / HT", "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhell"])
    func `half a request and no more gets no answer`(text: String) async throws {
        let rest = try await conversation { running in
            let client = try running.client()
            try client.send(text)
            try client.finishSending()
            return try client.readToEnd()
        }
        #expect(rest == [])
    }
}
