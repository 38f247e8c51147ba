import Glibc
import HTTPServer
import Testing

/// One after another: a piece that waits for its gate has one of the threads that all servers of a process share.
@Suite("Answers in pieces", .serialized)
struct PiecesTests {
    @Test(arguments: [(1, 1), (3, 0), (40, 10), (5, 100_000), (100, 20_000)])
    func `they come in order as chunks, and the next answer behind them`(count: Int, each: Int) async throws {
        let (answers, statuses) = try await conversation { running in
            let client = try running.client()
            try client.send(request("GET", "/pieces?\(count),\(each)") + request("GET", "/live"))
            let answers = try client.answers(2)
            _ = eventually { running.records.statuses.count == 2 }
            return (answers, running.records.statuses)
        }
        #expect(answers[0].fields["Transfer-Encoding"] == "chunked")
        #expect(answers[0].fields["Content-Length"] == nil)
        let isSame = answers[0].text == Letters(count: count, each: each).text
        #expect(isSame)
        #expect(answers[1].text == "alive")
        #expect(statuses == [200, 200])
    }

    @Test(arguments: [(1, 1), (3, 0), (40, 10), (5, 100_000)], ["HTTP/1.1", "HTTP/1.0"])
    func `where they are known to be so long, no chunks are needed`(size: (Int, Int), version: String) async throws {
        let (count, each) = size
        let (first, second) = try await conversation { running in
            let client = try running.client()
            let path = "/known-pieces?\(count),\(each)"
            let first = request("GET", path, ["Connection: keep-alive"], version: version)
            try client.send(first + request("GET", "/live"))
            return (try client.answer(), try client.answer())
        }
        #expect(first.fields["Transfer-Encoding"] == nil)
        #expect(first.fields["Content-Length"] == "\(count * each)")
        let isSame = first.text == Letters(count: count, each: each).text
        #expect(isSame)
        #expect(second.text == "alive")
    }

    @Test func `a piece that takes long is waited for`() async throws {
        let answer = try await conversation { running in
            let client = try running.client()
            try client.get("/pieces?9,1000,1")
            running.service.hasBegun.wait()
            _ = eventually(within: 1) { running.service.written.value >= 1 }
            running.service.gate.open()
            return try client.answer()
        }
        #expect(answer.text == Letters(count: 9, each: 1000).text)
    }

    @Test func `who knows no chunks has them in one`() async throws {
        let answer = try await conversation { running in
            let client = try running.client()
            try client.send(request("GET", "/pieces?9,1000", version: "HTTP/1.0"))
            return try client.answer()
        }
        #expect(answer.fields["Content-Length"] == "9000")
        #expect(answer.text == Letters(count: 9, each: 1000).text)
    }

    @Test func `for a client that does not read, few are written, and all when it does`() async throws {
        let (written, held, live, count, statuses) = try await conversation { running in
            let client = try running.clientWithLittleRoom()
            try client.get("/pieces?400,100000")
            guard eventually({ running.server.figures.bytesInFlight > 2 * 100_000 }) else { throw ServerDidNotEnd() }
            let other = try running.client()
            for _ in 0..<3 {
                try other.get("/live")
                _ = try other.answer()
            }
            let (written, held) = (running.service.written.value, running.server.figures.bytesInFlight)
            try other.get("/live")
            let live = try other.answer().text
            return (written, held, live, try client.answer().body.count, running.records.statuses.count)
        }
        // What the system's buffers take is written.
        #expect(written < 200)
        #expect(held < 5_000_000)
        #expect(live == "alive")
        #expect(count == 40_000_000)
        #expect(statuses >= 4)
    }

    /// Both ways: closed, and reset.
    @Test(arguments: [false, true])
    func `who goes has the rest left out, and its memory freed`(isReset: Bool) async throws {
        let (written, isAtRest, statuses) = try await conversation { running in
            func vanish() throws {
                let client = try running.clientWithLittleRoom()
                if isReset { client.vanish() }
                try client.get("/pieces?400,100000")
                _ = eventually { running.server.figures.bytesInFlight > 2 * 100_000 }
            }
            try vanish()
            return (running.service.written.value, running.isAtRest(), running.records.statuses)
        }
        #expect(written < 200)
        #expect(isAtRest)
        #expect(statuses == [499])
    }

    @Test func `who has only ended its sending has all of them`() async throws {
        let (answer, rest) = try await conversation { running in
            let client = try running.client()
            try client.get("/pieces?9,1000,1")
            try client.finishSending()
            running.service.hasBegun.wait()
            _ = eventually(within: 1) { running.service.written.value >= 1 }
            running.service.gate.open()
            return (try client.answer(), try client.readToEnd())
        }
        #expect(answer.text == Letters(count: 9, each: 1000).text)
        #expect(rest == [])
    }

    @Test func `a server that ends lets them go to their end`() async throws {
        let (answer, rest, hasEnded) = try await conversation { running in
            let client = try running.client()
            try client.get("/pieces?9,1000,1")
            running.service.hasBegun.wait()
            _ = eventually(within: 1) { running.service.written.value >= 1 }
            running.server.stop()
            running.service.gate.open()
            return (try client.answer(), try client.readToEnd(), running.hasEnded())
        }
        #expect(answer.text == Letters(count: 9, each: 1000).text)
        #expect(rest == [])
        #expect(hasEnded)
    }

    /// At three times the rate that is asked, for four times as long as an answer may take that nobody reads. What waits
    /// in the system's buffers would hide an end from the client, not from the server; and a system that keeps megabytes
    /// for the client tells the server of what he reads in steps that take seconds.
    @Test(arguments: ["/pieces?400,100000", "/known-pieces?400,100000"])
    func `a client that reads as fast as it must is let read`(path: String) async throws {
        let connections = try await conversation {
            ($0.writeTimeoutSeconds, $0.minimumRate) = (1, 100_000)
        } _: { running in
            let client = try running.clientWithLittleRoom()
            try client.get(path)
            for _ in 0..<40 {
                poll(nil, 0, 100)
                _ = try client.read(count: 30_000)
            }
            return running.server.figures.connections
        }
        #expect(connections == 1)
    }

    @Test func `a client that reads too slowly is let go of in their midst`() async throws {
        let (isAtRest, statuses) = try await conversation {
            $0.writeTimeoutSeconds = 1
        } _: { running in
            let client = try running.clientWithLittleRoom()
            try client.get("/pieces?400,100000")
            running.service.hasBegun.wait()
            let isAtRest = running.isAtRest()
            return (isAtRest, running.records.statuses)
        }
        #expect(isAtRest)
        #expect(statuses == [499])
    }
}
