import HTTPServer
import Testing

@Suite("Clients that ask and do not read")
struct BackpressureTests {
    /// More than the buffers between client and server hold, of either direction.
    static let large = 32_000_000

    @Test func `no further request is looked at while an answer waits, and none is lost`() async throws {
        let (admitted, held, answers) = try await conversation { running in
            let client = try running.client()
            try client.send(
                request("GET", "/large?\(Self.large)") + String(repeating: request("GET", "/live"), count: 100))
            guard eventually({ running.server.figures.bytesInFlight > 1 << 20 }) else { throw ServerDidNotEnd() }
            let other = try running.client()
            for _ in 0..<3 {
                try other.get("/live")
                _ = try other.answer()
            }
            let figures = (running.service.admitted.value, running.server.figures.bytesInFlight)
            return (figures.0, figures.1, try client.answers(101))
        }
        #expect(admitted == 1 + 3)
        #expect(held <= Self.large + (1 << 20))
        #expect(answers[0].body.count == Self.large)
        #expect(answers.dropFirst().allSatisfy { $0.text == "alive" })
    }

    @Test func `a client that goes on sending is not read, and holds no more than its answer`() async throws {
        let (sent, held, admitted) = try await conversation { running in
            let client = try running.client()
            try client.get("/large?\(Self.large)")
            guard eventually({ running.server.figures.bytesInFlight > 1 << 20 }) else { throw ServerDidNotEnd() }
            let sent = try client.flood(Array(request("GET", "/live").utf8), limit: 4 * Self.large)
            return (sent, running.server.figures.bytesInFlight, running.service.admitted.value)
        }
        #expect(sent < 4 * Self.large)
        #expect(held <= Self.large + (1 << 20))
        #expect(admitted == 1)
    }
}
