import Foundation
import Testing

extension RunningProgram {
    @Suite("Memory") struct MemoryTests {
        /// What it takes up, in MiB, by /proc/PID/status.
        private static func residentMemory(_ server: RunningServer) throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(server.identifier)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.starts(with: "VmRSS:") } ?? ""
            return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1024
        }

        /// One with an example of so many numbers, which are too many.
        private static func document(_ numbers: Int) -> String {
            let row = "[" + String(repeating: "0,", count: numbers - 1) + "0]"
            return """
                {"network": {"layers": [{"weights": [[1]], "biases": [0], "activation": "tanh"}],
                 "cost": "squared_error"}, "examples": {"inputs": [\(row)], "targets": [[0]]}}
                """
        }

        /// - Parameter smaller: numbers of the documents that follow, if any do
        @Test(.disabled(if: Program.isSanitized, "a sanitizer keeps what is freed"), arguments: [nil, 250_000])
        func `soon after large documents their memory is the system's again`(smaller: Int?) throws {
            let server = try RunningServer()
            let (large, next) = (Self.document(6_000_000), smaller.map(Self.document))  // 48 MB when they are read
            let before = try Self.residentMemory(server)
            for _ in 0..<3 { #expect(try server.ask("/v1/cost", document: large).status == 422) }
            // Less than what one document's numbers would be.
            var (now, tries) = (Int.max, 0)
            while now >= before + 40, tries < 100 {
                usleep(100_000)
                if let next { #expect(try server.ask("/v1/cost", document: next).status == 422) }
                (now, tries) = (try Self.residentMemory(server), tries + 1)
            }
            #expect(now < before + 40)
            #expect(server.stop() == 0)
        }
    }
}
