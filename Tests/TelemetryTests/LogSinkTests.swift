import Telemetry
import Testing

@Suite("Log sinks")
struct LogSinkTests {
    private func line(_ number: Int, bytes: Int = 0) -> [UInt8] {
        Array("\(number) \(String(repeating: "x", count: bytes))\n".utf8)
    }

    @Test(arguments: [false, true])
    func `what many threads leave comes out whole, each thread's lines in order`(nonBlocking: Bool) async throws {
        let pipe = try Pipe(nonBlocking: nonBlocking)
        let sink = try LogSink(descriptor: pipe.writing)
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<4 {
                group.addTask { for i in 0..<1000 { sink.append(self.line(thread * 1000 + i, bytes: 100)) } }
            }
        }
        sink.append(Array("end\n".utf8))
        let lines = pipe.read(until: "end\n").split(separator: "\n").dropLast()
        #expect(lines.allSatisfy { $0.hasSuffix(String(repeating: "x", count: 100)) })
        let numbers = lines.compactMap { Int($0.prefix { $0 != " " }) }
        #expect(numbers.count == 4000 && Set(numbers) == Set(0..<4000))
        for thread in 0..<4 {
            let own = numbers.filter { $0 / 1000 == thread }
            #expect(own == own.sorted())
        }
        #expect(sink.droppedLines == 0)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [false, true])
    func `a reader that stops holds nobody up, and learns what it missed`(nonBlocking: Bool) throws {
        let pipe = try Pipe(nonBlocking: nonBlocking)
        let sink = try LogSink(descriptor: pipe.writing)
        let log = Log(sink, .text, .info)
        for i in 0..<5000 { sink.append(line(i, bytes: 1000)) }
        sink.flush(withinMilliseconds: 50)
        let dropped = sink.droppedLines
        // At most 1 MiB waits and 1 MiB and the pipe's 64 KiB are under way.
        #expect(5000 - dropped <= (2 << 20 + 65536) / 1000)
        #expect(5000 - dropped >= (1 << 20) / 1010)
        let text = pipe.read(until: "lines=\(dropped)\n")
        #expect(text.contains(#" warning "lines dropped" lines=\#(dropped)"#))
        #expect(text.split(separator: "\n").count == 5000 - dropped + 1)
        log.write(.info, "again")
        #expect(pipe.read(until: "again\n").hasSuffix(" info again\n"))
        #expect(log.droppedLines == dropped)
    }

    @Test func `flushing cuts the gathering short, and is over when all is written`() throws {
        let pipe = try Pipe()
        let sink = try LogSink(descriptor: pipe.writing)
        let start = ContinuousClock.now
        for i in 0..<100 {
            sink.append(line(i))
            sink.flush(withinMilliseconds: 10_000)
        }
        // With the gathering it would be 2 s.
        #expect(ContinuousClock.now - start < .seconds(1))
        #expect(pipe.read(until: "99 \n").split(separator: "\n").count == 100)
    }

    @Test func `lines that nobody reads any more are counted and harm nothing`() throws {
        let pipe = try Pipe()
        let sink = try LogSink(descriptor: pipe.writing)
        pipe.closeReading()
        sink.append(line(1))
        sink.append(line(2))
        sink.flush(withinMilliseconds: 10_000)
        #expect(sink.droppedLines == 2)
    }

    @Test func `flushing ends in time although nobody reads`() throws {
        let pipe = try Pipe()
        let sink = try LogSink(descriptor: pipe.writing)
        for i in 0..<200 { sink.append(line(i, bytes: 1000)) }
        let start = ContinuousClock.now
        sink.flush(withinMilliseconds: 100)
        #expect((.milliseconds(100) ..< .seconds(5)).contains(ContinuousClock.now - start))
    }
}
