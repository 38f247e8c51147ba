import HTTPServer
import Testing

@Suite("Room for requests, computations and answers")
struct RoomTests {
    static func narrow(_ configuration: inout Configuration) { configuration.inFlightBytes = 1 << 20 }

    /// A request whose body is announced and not sent.
    static func announce(_ bytes: Int, _ fields: [String] = []) -> String {
        request("POST", "/echo", ["Content-Length: \(bytes)"] + fields)
    }

    @Test(arguments: [[], ["Expect: 100-continue"]])
    func `what has come has its room, and who finds none is refused by the head alone`(fields: [String])
        async throws
    {
        let (refused, rest, first, isAtRest, next) = try await conversation(Self.narrow) { running in
            let client = try running.client()
            try client.send(Self.announce(900_001))
            try client.send([UInt8](repeating: 0x61, count: 900_000))
            guard eventually({ running.server.figures.bytesInFlight >= 900_000 }) else { throw ServerDidNotEnd() }
            let second = try running.client()
            try second.send(Self.announce(200_000, fields))
            let refused = (try second.answer(), try second.readToEnd())
            try client.send("a")
            let first = try client.answer()
            let isAtRest = running.isAtRest()
            let third = try running.client()
            try third.post("/echo", String(repeating: "b", count: 200_000))
            return (refused.0, refused.1, first, isAtRest, try third.answer())
        }
        #expect(refused.code == 503)
        #expect(refused.connection == "close")
        #expect(rest == [])
        #expect(first.body.count == 900_001)
        #expect(isAtRest)
        #expect(next.body.count == 200_000)
    }

    @Test func `what is announced and does not come takes no room`() async throws {
        let (held, answer) = try await conversation(Self.narrow) { running in
            let clients = try (0..<8).map { _ in
                let client = try running.client()
                try client.send(Self.announce(900_000) + "a")
                return client
            }
            defer { withExtendedLifetime(clients) {} }
            guard eventually({ running.server.figures.bytesInFlight >= 8 }) else { throw ServerDidNotEnd() }
            let held = running.server.figures.bytesInFlight
            let other = try running.client()
            try other.post("/echo", String(repeating: "b", count: 900_000))
            return (held, try other.answer())
        }
        #expect(held == 8)
        #expect(answer.code == 200)
    }

    @Test func `a body that does not say how long it is comes as far as there is room`() async throws {
        let (answer, isAtRest) = try await conversation(Self.narrow) { running in
            let client = try running.client()
            try client.send(request("POST", "/echo", ["Transfer-Encoding: chunked"]))
            let chunk = "10000\r\n" + String(repeating: "a", count: 0x10000) + "\r\n"
            for _ in 0..<32 { try client.send(chunk) }
            return (try client.answer(), running.isAtRest())
        }
        #expect(answer.code == 503)
        #expect(answer.connection == "close")
        #expect(isAtRest)
    }

    @Test func `a computation gets what there is, and gives it back`() async throws {
        let (codes, isAtRest) = try await conversation(Self.narrow) { running in
            let client = try running.client()
            let codes = try [1_000_000, 2_000_000, 1_000_000].map { bytes in
                try client.get("/reserve?\(bytes)")
                let code = try client.answer().code
                guard running.isAtRest() else { throw ServerDidNotEnd() }
                return code
            }
            return (codes, running.isAtRest())
        }
        #expect(codes == [200, 503, 200])
        #expect(isAtRest)
    }

    @Test func `a body that goes away half way gives its room back`() async throws {
        let isAtRest = try await conversation { running in
            func vanish() throws -> Bool {
                let client = try running.client()
                try client.send(Self.announce(900_001))
                try client.send([UInt8](repeating: 0x61, count: 900_000))
                return eventually { running.server.figures.bytesInFlight >= 900_000 }
            }
            return try vanish() && running.isAtRest()
        }
        #expect(isAtRest)
    }
}
