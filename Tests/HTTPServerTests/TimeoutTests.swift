import Glibc
import HTTPServer
import Testing

@Suite("Clients that take too long")
struct TimeoutTests {
    /// All timeouts that a test does not set are longer than a client waits.
    static func patient(_ configuration: inout Configuration) {
        (configuration.headerTimeoutSeconds, configuration.bodyTimeoutSeconds) = (60, 60)
        configuration.idleTimeoutSeconds = 60
    }

    /// Sends, and reads one answer and the end of the connection.
    static func answer(_ text: String, _ configure: (inout Configuration) -> Void) async throws -> (Answer, [UInt8]) {
        try await conversation {
            patient(&$0)
            configure(&$0)
        } _: { running in
            let client = try running.client()
            try client.send(text)
            return (try client.answer(), try client.readToEnd())
        }
    }

    @Test func `half a head is answered 408`() async throws {
        let (answer, rest) = try await Self.answer("GET / HTTP/1.1\r\nHost: h\r\n") { $0.headerTimeoutSeconds = 1 }
        #expect(answer.code == 408)
        #expect(answer.connection == "close")
        #expect(rest == [])
    }

    @Test func `a head that trickles is answered 408`() async throws {
        let (answer, count) = try await conversation {
            Self.patient(&$0)
            $0.headerTimeoutSeconds = 1
        } _: { running in
            let client = try running.client()
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n")
            var count = 0
            while !client.isReadable(withinMilliseconds: 50), count < 150 {
                try client.send("a:\r\n")
                count += 1
            }
            return (try client.answer(), count)
        }
        #expect(answer.code == 408)
        #expect(count > 5)
    }

    @Test(arguments: ["Content-Length: 5\r\n\r\nhell", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"])
    func `half a body is answered 408`(rest: String) async throws {
        let (answer, rest) = try await Self.answer("POST /echo HTTP/1.1\r\nHost: h\r\n\(rest)") {
            $0.bodyTimeoutSeconds = 1
        }
        #expect(answer.code == 408)
        #expect(answer.connection == "close")
        #expect(rest == [])
    }

    @Test func `a connection that says nothing ends without a word`() async throws {
        let rest = try await conversation {
            Self.patient(&$0)
            $0.headerTimeoutSeconds = 1
        } _: { running in
            try running.client().readToEnd()
        }
        #expect(rest == [])
    }

    @Test func `a connection between requests ends without a word`() async throws {
        let (answer, rest) = try await Self.answer(request("GET", "/live")) { $0.idleTimeoutSeconds = 1 }
        #expect(answer.connection == nil)
        #expect(rest == [])
    }

    @Test func `an answer that nobody reads is given up`() async throws {
        let count = try await conversation {
            Self.patient(&$0)
            ($0.writeTimeoutSeconds, $0.idleTimeoutSeconds, $0.minimumRate) = (1, 3, 1 << 30)
        } _: { running in
            let client = try running.client()
            try client.get("/large?64000000")
            let other = try running.client()
            try other.get("/live")
            _ = try other.readToEnd()  // idle for longer than the first client may stall
            return (try? client.readToEnd().count) ?? 0
        }
        #expect(count < 64_000_000)
    }

    /// Megabytes wait in the system's buffers, which at this rate would be granted half a minute.
    @Test func `what the system has taken and the client has not is not read`() async throws {
        let isGivenUp = try await conversation {
            Self.patient(&$0)
            ($0.writeTimeoutSeconds, $0.minimumRate) = (1, 100_000)
        } _: { running in
            let client = try running.client()
            try client.get("/large?64000000")
            defer { withExtendedLifetime(client) {} }
            guard eventually({ running.server.figures.bytesInFlight > 1 << 20 }) else { throw ServerDidNotEnd() }
            return eventually { running.server.figures.connections == 0 }
        }
        #expect(isGivenUp)
    }

    @Test func `an empty line behind a request begins no other`() async throws {
        let (answer, rest) = try await Self.answer(request("GET", "/live") + "\r\n") {
            ($0.headerTimeoutSeconds, $0.idleTimeoutSeconds) = (1, 2)
        }
        #expect(answer.text == "alive")
        #expect(rest == [])
    }

    /// The answer takes longer than the idle timeout to read; only then does the connection begin to be idle.
    @Test func `a client that reads slowly is not idle`() async throws {
        let (hasEnded, answer) = try await conversation {
            Self.patient(&$0)
            $0.idleTimeoutSeconds = 5
        } _: { running in
            let client = try running.client()
            try client.get("/large?64000000")
            _ = try client.read(through: "\r\n\r\n")
            for _ in 0..<8 {
                poll(nil, 0, 800)
                _ = try client.read(count: 8_000_000)
            }
            let hasEnded = client.isReadable(withinMilliseconds: 600)
            try client.get("/live")
            return (hasEnded, try client.answer())
        }
        #expect(!hasEnded)
        #expect(answer.text == "alive")
    }

    @Test func `work may take longer than the idle timeout, also behind another answer`() async throws {
        let answers = try await conversation {
            Self.patient(&$0)
            $0.idleTimeoutSeconds = 1
        } _: { running in
            let client = try running.client()
            try client.send(request("GET", "/live") + request("GET", "/gate"))
            let first = try client.answer()
            running.service.hasBegun.wait()
            let isEarly = client.isReadable(withinMilliseconds: 2500)
            running.service.gate.open()
            return (try [first, client.answer()], isEarly)
        }
        #expect(answers.0.map(\.text) == ["alive", "gate"])
        #expect(!answers.1)
    }

    @Test func `half a head behind another request is answered 408`() async throws {
        let answers = try await conversation {
            Self.patient(&$0)
            $0.headerTimeoutSeconds = 1
        } _: { running in
            let client = try running.client()
            try client.send(request("GET", "/live") + "GET / HT")
            return try client.answers(2)
        }
        #expect(answers.map(\.code) == [200, 408])
    }

    @Test func `a body that does not come after 100 Continue is answered 408`() async throws {
        let answer = try await conversation {
            Self.patient(&$0)
            $0.bodyTimeoutSeconds = 1
        } _: { running in
            let client = try running.client()
            try client.send(request("POST", "/echo", ["Expect: 100-continue", "Content-Length: 5"]))
            _ = try client.read(through: "\r\n\r\n")
            return try client.answer()
        }
        #expect(answer.code == 408)
    }
}
