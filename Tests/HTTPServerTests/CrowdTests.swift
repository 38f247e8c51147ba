import HTTPServer
import Testing

@Suite("Clients beside one another")
struct CrowdTests {
    @Test func `a client that does not read keeps nobody waiting`() async throws {
        let (live, large) = try await conversation { running in
            let slow = try running.client()
            try slow.get("/large?32000000")
            let other = try running.client()
            let live = try (0..<10).map { _ in
                try other.get("/live")
                return try other.answer().text
            }
            return (live, try slow.answer().body.count)
        }
        #expect(live == [String](repeating: "alive", count: 10))
        #expect(large == 32_000_000)
    }

    @Test func `work that takes long keeps nobody waiting`() async throws {
        let (live, slow) = try await conversation { running in
            let slow = try running.client()
            try slow.get("/gate")
            running.service.hasBegun.wait()
            let other = try running.client()
            try other.get("/live")
            let live = try other.answer().text
            running.service.gate.open()
            return (live, try slow.answer().text)
        }
        #expect(live == "alive")
        #expect(slow == "gate")
    }

    /// Both ways: closed, and reset.
    @Test(arguments: [false, true])
    func `a client that vanishes while its answer is worked out does no harm`(isReset: Bool) async throws {
        let live = try await conversation { running in
            func vanish() throws {
                let client = try running.client()
                if isReset { client.vanish() }
                try client.get("/gate")
                running.service.hasBegun.wait()
            }
            try vanish()
            let other = try running.client()
            try other.get("/live")
            let first = try other.answer().text
            running.service.gate.open()
            try other.get("/live")
            return (first, try other.answer().text)
        }
        #expect(live == ("alive", "alive"))
    }

    @Test func `a client that vanishes while its answer is written does no harm`() async throws {
        let live = try await conversation { running in
            func vanish() throws {
                let client = try running.client()
                try client.get("/large?32000000")
                _ = try client.read(count: 1000)
            }
            for _ in 0..<5 { try vanish() }
            let other = try running.client()
            try other.get("/live")
            return try other.answer().text
        }
        #expect(live == "alive")
    }

    @Test(arguments: [1, 3])
    func `two hundred at once`(loops: Int) async throws {
        let texts = try await conversation {
            $0.loops = loops
        } _: { running in
            let clients = try (0..<200).map { _ in try running.client() }
            for (i, client) in clients.enumerated() { try client.post(i % 2 == 0 ? "/echo" : "/later", "\(i)") }
            return try clients.reversed().map { try $0.answer().text }
        }
        #expect(texts == (0..<200).reversed().map { "\($0)" })
    }
}
