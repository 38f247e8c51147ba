import Glibc
import HTTPServer
import Testing

@Suite("A server that ends")
struct StopTests {
    /// Asks for a connection until none is to be had.
    static func refusesConnections(_ running: Running) -> Bool {
        for _ in 0..<2000 {
            do {
                let client = try running.client()
                // Accepted before the listener was closed, or waiting for one who will never come: the end tells.
                _ = client.isReadable(withinMilliseconds: 5)
            } catch {
                if (error as? Client.Failure)?.errno == 111 { return true }  // ECONNREFUSED
                poll(nil, 0, 5)  // no descriptor, or no port, is left for a moment
            }
        }
        return false
    }

    @Test func `what is under way is answered, and the connection ends`() async throws {
        let (answer, rest, hasEnded) = try await conversation { running in
            let client = try running.client()
            try client.get("/gate")
            running.service.hasBegun.wait()
            running.server.stop()
            running.service.gate.open()
            return (try client.answer(), try client.readToEnd(), running.hasEnded())
        }
        #expect(answer.text == "gate")
        #expect(answer.connection == "close")
        #expect(rest == [])
        #expect(hasEnded)
    }

    @Test func `what has come behind it is answered as well, and only the last answer says close`() async throws {
        let (answers, rest) = try await conversation { running in
            let client = try running.client()
            try client.send(
                request("GET", "/gate") + request("POST", "/later", ["Content-Length: 1"]) + "a"
                    + request("GET", "/live"))
            running.service.hasBegun.wait()
            running.server.stop()
            running.service.gate.open()
            return (try client.answers(3), try client.readToEnd())
        }
        #expect(answers.map(\.text) == ["gate", "a", "alive"])
        #expect(answers.map(\.connection) == [nil, nil, "close"])
        #expect(rest == [])
    }

    @Test func `new connections are refused while what is under way goes on`() async throws {
        let (refuses, text) = try await conversation {
            $0.graceSeconds = 20
        } _: { running in
            let client = try running.client()
            try client.get("/gate")
            running.service.hasBegun.wait()
            running.server.stop()
            let refuses = Self.refusesConnections(running)
            running.service.gate.open()
            return (refuses, try client.answer().text)
        }
        #expect(refuses)
        #expect(text == "gate")
    }

    @Test func `new connections are refused after the end`() async throws {
        let (hasEnded, refuses) = try await conversation { running in
            (running.ends(), Self.refusesConnections(running))
        }
        #expect(hasEnded)
        #expect(refuses)
    }

    @Test func `a request that has begun to come is awaited`() async throws {
        let (answer, rest) = try await conversation {
            $0.graceSeconds = 20
        } _: { running in
            let (client, idle) = (try running.client(), try running.client())
            try idle.get("/live")
            _ = try idle.answer()
            try client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Le")
            running.server.stop()
            _ = try idle.readToEnd()  // the server has begun to end
            try client.send("ngth: 5\r\n\r\nhello")
            return (try client.answer(), try client.readToEnd())
        }
        #expect(answer.text == "hello")
        #expect(answer.connection == "close")
        #expect(rest == [])
    }

    @Test func `connections without a request end at once`() async throws {
        let (rests, hasEnded) = try await conversation {
            $0.graceSeconds = 20
        } _: { running in
            let clients = try (0..<3).map { _ in try running.client() }
            for client in clients.dropLast() {
                try client.get("/live")
                _ = try client.answer()
            }
            running.server.stop()
            return (try clients.map { try $0.readToEnd() }, running.hasEnded())
        }
        #expect(rests == [[], [], []])
        #expect(hasEnded)
    }

    @Test func `what takes longer than the grace is cut short`() async throws {
        let (rest, hasEnded) = try await conversation {
            $0.graceSeconds = 1
        } _: { running in
            let client = try running.client()
            try client.get("/gate")
            running.service.hasBegun.wait()
            running.server.stop()
            let outcome = (try client.readToEnd(), running.hasEnded())
            running.service.gate.open()
            return outcome
        }
        #expect(rest == [])
        #expect(hasEnded)
    }

    @Test func `stopping twice is stopping once`() async throws {
        let hasEnded = try await conversation {
            $0.loops = 2
        } _: { running in
            running.server.stop()
            return running.ends()
        }
        #expect(hasEnded)
    }
}
