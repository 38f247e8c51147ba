import Foundation

/// The built program, run as a user runs it.
enum Program {
    /// The folder that the tests were built into; the program lies beside them.
    static let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    static let executable = products.appending(path: "chainrule")
    /// The top of the project.
    static let project = URL(filePath: #filePath).appending(path: "../../..").standardized
    /// Whether it is built with a sanitizer, as this is then.
    static let isSanitized = unsafe dlsym(dlopen(nil, RTLD_NOW), "__sanitizer_print_stack_trace") != nil

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs a program to its end, for at most a minute, or as long as is said.
    static func run(
        _ arguments: [String], of executable: URL = executable, in folder: URL = project, input: String = "",
        environment: [String: String] = [:], seconds: Int = 60
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
        try process.run()
        let watchdog = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds), execute: watchdog)
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
