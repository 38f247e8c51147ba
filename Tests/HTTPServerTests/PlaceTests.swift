import EventLoop
import HTTPServer
import Testing

@Suite("Places for connections and computations")
struct PlaceTests {
    private static func isServed(_ client: Client) throws -> Bool {
        try client.get("/live")
        return try client.answer().code == 200
    }

    /// Whether a connection, sooner or later, has a place.
    private static func isServedAgain(_ running: Running) -> Bool {
        eventually { (try? isServed(running.client())) ?? false }
    }

    @Test func `who comes when all places are taken is told so, until one goes`() async throws {
        let (answer, rest, turnedAway, isServedAgain) = try await conversation {
            $0.connections = 2
        } _: { running in
            func crowd() throws -> (Answer, [UInt8], Int) {
                let clients = try (0..<2).map { _ in try running.client() }
                for client in clients { #expect(try Self.isServed(client)) }
                let late = try running.client()
                let outcome = (try late.answer(), try late.readToEnd(), running.server.figures.connectionsTurnedAway)
                for client in clients { #expect(try Self.isServed(client)) }
                return outcome
            }
            let (answer, rest, turnedAway) = try crowd()
            return (answer, rest, turnedAway, Self.isServedAgain(running))
        }
        #expect(answer.code == 503)
        #expect(answer.connection == "close")
        #expect(rest == [])
        #expect(turnedAway == 1)
        #expect(isServedAgain)
    }

    @Test func `one client cannot take the places of the others`() async throws {
        let (answer, others, isServedAgain) = try await conversation {
            $0.connectionsPerClient = 2
        } _: { running in
            func crowd() throws -> (Answer, Bool) {
                let clients = try (0..<2).map { _ in try running.client() }
                for client in clients { #expect(try Self.isServed(client)) }
                let answer = try running.client().answer()
                let others = try Self.isServed(Client(port: running.server.port, from: 0x7F00_0002))
                for client in clients { #expect(try Self.isServed(client)) }
                return (answer, others)
            }
            let (answer, others) = try crowd()
            return (answer, others, Self.isServedAgain(running))
        }
        #expect(answer.code == 503)
        #expect(others)
        #expect(isServedAgain)
    }

    /// As many as there are processors run, so many wait, and one more is refused.
    @Test(arguments: [0, 2])
    func `what finds the queue full is refused at once`(length: Int) async throws {
        let (refused, live, isAtRest) = try await conversation {
            $0.queueLength = length
        } _: { running in
            func crowd() throws -> (Answer, Answer) {
                let clients = try (0..<availableProcessors() + length).map { _ in try running.client() }
                for client in clients { try client.get("/endless") }
                guard eventually({ running.service.admitted.value == clients.count }) else { throw ServerDidNotEnd() }
                let late = try running.client()
                try late.get("/endless")
                let refused = try late.answer()
                try late.get("/live")
                return (refused, try late.answer())
            }
            let (refused, live) = try crowd()
            return (refused, live, running.isAtRest())
        }
        #expect(refused.code == 503)
        #expect(refused.connection == nil)
        #expect(live.text == "alive")
        #expect(isAtRest)
    }
}
