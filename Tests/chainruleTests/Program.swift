import Foundation

/// The built program, run as a user runs it.
enum Program {
    /// The folder that the tests were built into; the program lies beside them.
    static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    static let executable = products.appending(path: "chainrule")
    /// The top of the project.
    static let project = URL(filePath: #filePath).appending(path: "../../..").standardized

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs a program to its end, for at most a minute.
    static func run(
        _ arguments: [String], of executable: URL = executable, input: String = "", environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = project
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
        try process.run()
        let watchdog = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: watchdog)
        defer { watchdog.cancel() }
        // What is written and read here is small: it fits into the pipes.
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        let errors = stderr.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
    }
}

/// A server on a free port, as long as it is held.
final class RunningServer {
    private let process = Process()
    /// `127.0.0.1:PORT`
    let address: String
    /// The line that it said where it listens.
    let greeting: String

    init(_ options: [String] = []) throws {
        process.executableURL = Program.executable
        process.arguments = ["serve", "--port", "0"] + options
        let stderr = Pipe()
        process.standardError = stderr
        try process.run()
        greeting = String(decoding: stderr.fileHandleForReading.availableData, as: UTF8.self)
        address = String(greeting.dropLast().split(separator: "/").last ?? "")
    }

    /// Sends SIGTERM and waits; SIGKILL after ten seconds.
    ///
    /// - Returns: The exit status; negative for the signal that ended it.
    func stop() -> Int32 {
        process.terminate()
        let identifier = process.processIdentifier
        let watchdog = DispatchWorkItem { kill(identifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 10, execute: watchdog)
        process.waitUntilExit()
        watchdog.cancel()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    deinit { if process.isRunning { process.terminate() } }
}
