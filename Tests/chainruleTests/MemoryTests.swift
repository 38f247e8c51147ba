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

        @Test func `soon after large documents their memory is the system's again`() throws {
            let server = try RunningServer()
            let row = "[" + String(repeating: "0,", count: 2_999_999) + "0]"  // 24 MB when they are read
            let document = """
                {"network": {"layers": [{"weights": [[1]], "biases": [0], "activation": "tanh"}],
                 "cost": "squared_error"}, "examples": {"inputs": [\(row)], "targets": [[0]]}}
                """
            let before = try Self.residentMemory(server)
            for _ in 0..<3 { #expect(try server.ask("/v1/cost", document: document).status == 422) }
            // Less than what one document's numbers would be.
            var (now, tries) = (Int.max, 0)
            while now >= before + 16, tries < 100 {
                usleep(100_000)
                (now, tries) = (try Self.residentMemory(server), tries + 1)
            }
            #expect(now < before + 16)
            #expect(server.stop() == 0)
        }
    }
}
