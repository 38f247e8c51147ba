import Foundation
import Telemetry
import Testing

@Suite("Figures of the process")
struct ProcessFigureTests {
    @Test func `agree with what ps and the shell say`() throws {
        let figures = figures()
        let process = ProcessInfo.processInfo.processIdentifier
        let said = try shell(
            """
            awk '/^Max open files/ { print $4 }' /proc/\(process)/limits
            """)
        #expect(figures.count == 7)
        #expect(figures["process_max_fds"] == said[0])
        #expect(try #require(figures["process_cpu_seconds_total"]) > 0)
        let started = try shell("date -d \"$(ps -o lstart= -p \(process))\" +%s")
        #expect(near(figures["process_start_time_seconds"], started[0], 2))
    }

    /// Other tests take them and give them back between the two looks; now and then they do not.
    @Test func `agree with what ps says of memory, threads and descriptors`() throws {
        let process = ProcessInfo.processInfo.processIdentifier
        let agrees = try (0..<20).contains { _ in
            let figures = figures()
            let said = try shell("ps -o rss=,vsz=,nlwp= -p \(process); ls /proc/\(process)/fd | wc -l")
            return near(figures["process_resident_memory_bytes"], said[0] * 1024, 50e6)
                && near(figures["process_virtual_memory_bytes"], said[1] * 1024, 1e9)
                && near(figures["process_threads"], said[2], 20) && near(figures["process_open_fds"], said[3], 40)
        }
        #expect(agrees)
    }

    private func figures() -> [String: Double] {
        var text = MetricText()
        ProcessFigures.write(to: &text)
        let lines = String(decoding: text.finish(), as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Dictionary(
            uniqueKeysWithValues: lines.map { line in
                let words = line.split(separator: " ")
                return (String(words[0]), Double(words[1]) ?? .nan)
            })
    }

    private func near(_ a: Double?, _ b: Double, _ difference: Double) -> Bool {
        a.map { abs($0 - b) <= difference } ?? false
    }

    /// The numbers that a shell's commands print.
    private func shell(_ commands: String) throws -> [Double] {
        let (process, output) = (Process(), Foundation.Pipe())
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", commands]
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    }
}
