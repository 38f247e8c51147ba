import Foundation

/// A program that is not ours, run to its end.
struct Command {
    let status: Int32
    /// What it wrote, to both of its streams.
    let output: String
    /// The same with names written as OpenSSL 3.2 and later do: `CN=ca`, before `CN = ca`.
    var names: String { output.replacing(" = ", with: "=") }

    struct Failure: Error {
        let output: String
    }

    /// Runs a program for at most five minutes: the server's task begins when other tests leave it a thread.
    ///
    /// - Parameter keepsInputOpen: whether its input has no end before the program has
    init(_ arguments: [String], input: String = "", keepsInputOpen: Bool = false) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stdout)
        try process.run()
        // SIGTERM would do nothing: the program has it blocked where the thread that started it had.
        let watchdog = DispatchWorkItem { [identifier = process.processIdentifier] in kill(identifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 300, execute: watchdog)
        defer { watchdog.cancel() }
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        if !keepsInputOpen { try stdin.fileHandleForWriting.close() }
        output = String(decoding: stdout.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        if keepsInputOpen { try stdin.fileHandleForWriting.close() }
    }

    /// Runs a program that must succeed.
    @discardableResult
    static func run(_ arguments: [String], input: String = "") throws -> String {
        let command = try Command(arguments, input: input)
        guard command.status == 0 else { throw Failure(output: command.output) }
        return command.output
    }

    /// Runs `openssl s_client`, which sends `input` and stays until the server ends the connection.
    static func client(_ port: UInt16, _ arguments: [String], input: String = "hello, bye\n") throws -> Command {
        try Command(
            ["openssl", "s_client", "-connect", "127.0.0.1:\(port)", "-ign_eof"] + arguments, input: input)
    }

    /// Runs a program in Python that must succeed, with `port` and `authority` set.
    static func python(_ port: UInt16, _ program: String) throws -> String {
        let start = "import ssl, socket, os, random\nport, authority = \(port), '\(Certificates.path("ca.pem"))'\n"
        return try run(["python3", "-"], input: start + program)
    }
}
