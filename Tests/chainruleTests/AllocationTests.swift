import CMallocCount
import EventLoop
import Foundation
import GradientAPI
import Glibc
import HTTPServer
import Synchronization
import Telemetry
import Testing

@testable import chainrule

@Suite("Memory that requests take")
struct AllocationTests {
    /// How often the loop's thread has taken memory for each request, log line and metrics included.
    final class Takings: RequestObserver {
        private struct State {
            var before = 0
            var takings: [Int] = []
        }

        private let observation: Observation
        private let state = Mutex(State())

        init(_ observation: Observation) {
            self.observation = observation
            state.withLock { $0.takings.reserveCapacity(1000) }
        }

        func observe(_ record: RequestRecord) {
            observation.observe(record)
            state.withLock {
                $0.takings.append(malloc_count() - $0.before)
                $0.before = malloc_count()
            }
        }

        var all: [Int] { state.withLock { $0.takings } }
    }

    /// The lesson's chain, from the 20th request on. Without optimisation closures and copies take memory.
    @Test(.enabled(if: malloc_is_counted() != 0)) func `a small request takes none`() throws {
        #if DEBUG
            let ceiling = 300
        #else
            let ceiling = 0
        #endif
        let silence = unsafe open("/dev/null", O_WRONLY)
        defer { close(silence) }
        let takings = Takings(Observation(Log(try LogSink(descriptor: silence), .text, .info)))
        var configuration = Configuration()
        configuration.port = 0
        let server = try Server(configuration, Application(), takings)
        let address = "http://127.0.0.1:\(server.port)/v1/gradient"
        func ask() throws -> Program.Outcome {
            defer {  // after which the last request has been told of
                server.stop()
                server.join()
            }
            return try Program.run(
                ["curl", "-s", "-S", "-f", "-m", "20", "-H", "Content-Type: application/json", "-d", Documents.chain]
                    + Array(repeating: address, count: 100), of: URL(filePath: "/usr/bin/env"))
        }
        let outcome = try ask()
        #expect(outcome.status == 0)
        #expect(takings.all.count == 100)
        // Not the most: twice a second the text of a Date field is made anew.
        let median = takings.all.dropFirst(20).sorted()[40]
        #expect(median <= ceiling, "\(takings.all)")
        #expect(takings.all[0] > 0)  // or nothing would be counted
    }
}
