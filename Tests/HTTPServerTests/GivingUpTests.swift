import HTTPServer
import Testing

@Suite("Work that nobody waits for")
struct GivingUpTests {
    @Test func `what takes longer than it may is answered 503, and its work given up`() async throws {
        let (answer, live, isGivenUp, isAtRest, statuses) = try await conversation {
            $0.computeTimeoutSeconds = 1
        } _: { running in
            let client = try running.client()
            try client.get("/endless")
            let answer = try client.answer()
            try client.get("/live")
            let live = try client.answer().text
            let isGivenUp = running.service.isGivenUp.wait()
            return (answer, live, isGivenUp, running.isAtRest(), running.records.statuses)
        }
        #expect(answer.code == 503)
        #expect(answer.connection == nil)
        #expect(live == "alive")
        #expect(isGivenUp)
        #expect(isAtRest)
        #expect(statuses == [503, 200])
    }

    /// Both ways: closed, and reset.
    @Test(arguments: [false, true])
    func `what a client asked that has gone is given up, and its memory free`(isReset: Bool) async throws {
        let (held, isGivenUp, isAtRest, statuses) = try await conversation { running in
            func vanish() throws -> Int {
                let client = try running.client()
                if isReset { client.vanish() }
                try client.get("/endless")
                running.service.hasBegun.wait()
                return running.server.figures.bytesInFlight
            }
            let held = try vanish()
            return (held, running.service.isGivenUp.wait(), running.isAtRest(), running.records.statuses)
        }
        #expect(held >= Service.endlessBytes)
        #expect(isGivenUp)
        #expect(isAtRest)
        #expect(statuses == [499])
    }

    @Test func `a client that has only ended its sending has its answer worked out`() async throws {
        let (isGivenUp, answer) = try await conversation {
            $0.computeTimeoutSeconds = 1
        } _: { running in
            let client = try running.client()
            try client.get("/endless")
            try client.finishSending()
            running.service.hasBegun.wait()
            let answer = try client.answer()
            return (running.service.isGivenUp.wait(), answer)
        }
        #expect(isGivenUp)
        #expect(answer.code == 503)
    }
}
