import Foundation
import Synchronization
import Testing

/// Tests of the program while it runs, one after the other: each waits for it on a thread that tests of other parts
/// may need.
@Suite(.serialized) enum RunningProgram {}

/// A server on a free port, as long as it is held.
final class RunningServer {
    private let process = Process()
    private let log = CollectedLines()
    /// `127.0.0.1:PORT`
    let address: String
    /// The line that it said where it listens.
    let greeting: String

    init(
        _ options: [String] = [], in folder: URL = Program.project, environment: [String: String] = [:]
    ) throws {
        process.executableURL = Program.executable
        process.arguments = ["serve", "--port", "0"] + options
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = FileHandle.nullDevice
        let stderr = Pipe()
        process.standardError = stderr
        try process.run()
        log.collect(from: stderr.fileHandleForReading)
        let greeting = log.line { $0.contains("listening") } ?? ""
        let authority = greeting.firstRange(of: "://").map { greeting[$0.upperBound...] } ?? ""
        self.greeting = greeting
        address = String(authority.prefix { !" \"".contains($0) })
    }

    var port: String { String(address.split(separator: ":").last ?? "") }
    var identifier: Int32 { process.processIdentifier }

    /// What it has said so far.
    var lines: [String] { log.all }

    /// The first line of which something is so; waits for it, though never longer than ten seconds.
    func line(where isIt: (String) -> Bool) -> String? { log.line(where: isIt) }

    /// The first line that holds all of the texts.
    func line(with texts: String...) -> String? { line { line in texts.allSatisfy { line.contains($0) } } }

    func signal(_ number: Int32) { kill(identifier, number) }

    /// Sends SIGTERM and waits; SIGKILL after ten seconds.
    ///
    /// - Returns: The exit status; negative for the signal that ended it.
    func stop() -> Int32 {
        process.terminate()
        return end()
    }

    /// Waits for its end; SIGKILL after ten seconds.
    func end() -> Int32 {
        let identifier = process.processIdentifier
        let watchdog = DispatchWorkItem { kill(identifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 10, execute: watchdog)
        process.waitUntilExit()
        watchdog.cancel()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    deinit { if process.isRunning { process.terminate() } }
}

/// Lines as they come, read on a thread of their own.
private final class CollectedLines: Sendable {
    private let text = Mutex("")

    func collect(from handle: FileHandle) {
        DispatchQueue(label: "lines").async {
            while true {
                let data = handle.availableData
                guard !data.isEmpty else { return }
                self.text.withLock { $0 += String(decoding: data, as: UTF8.self) }
            }
        }
    }

    /// All that have come to their end.
    var all: [String] {
        text.withLock { $0 }.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0) }
    }

    func line(where isIt: (String) -> Bool) -> String? {
        for _ in 0..<1000 {
            if let line = all.first(where: isIt) { return line }
            usleep(10_000)
        }
        return nil
    }
}
