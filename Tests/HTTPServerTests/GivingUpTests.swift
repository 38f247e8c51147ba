import HTTPServer
import Testing

@Suite("Work that nobody waits for")
struct GivingUpTests {
    @Test func `what takes longer than it may is answered 503, and its work given up`() async throws {
        let (answer, live, isAtRest, statuses) = try await conversation {
            $0.computeTimeoutSeconds = 1
        } _: { running in
            let client = try running.client()
            try client.get("/endless")
            let answer = try client.answer()
            try client.get("/live")
            let live = try client.answer().text
            return (answer, live, running.isAtRest(), running.records.statuses)
        }
        #expect(answer.code == 503)
        #expect(answer.connection == nil)
        #expect(live == "alive")
        #expect(isAtRest)
        #expect(statuses == [503, 200])
    }

    /// Both ways: closed, and reset.
    @Test(arguments: [false, true])
    func `what a client asked that has gone is given up, and its memory free`(isReset: Bool) async throws {
        let (held, isAtRest, statuses) = try await conversation { running in
            func vanish() throws -> Int {
                let client = try running.client()
                if isReset { client.vanish() }
                try client.get("/endless")
                running.service.hasBegun.wait()
                return running.server.figures.bytesInFlight
            }
            let held = try vanish()
            return (held, running.isAtRest(), running.records.statuses)
        }
        #expect(held >= Service.endlessBytes)
        #expect(isAtRest)
        #expect(statuses == [499])
    }

    @Test func `a client that has only ended its sending has its answer worked out`() async throws {
        let (answer, statuses) = try await conversation {
            $0.computeTimeoutSeconds = 1
        } _: { running in
            let client = try running.client()
            try client.get("/endless")
            try client.finishSending()
            let answer = try client.answer()
            _ = try client.readToEnd()
            return (answer, running.records.statuses)
        }
        #expect(answer.code == 503)
        #expect(statuses == [503])
    }
}
