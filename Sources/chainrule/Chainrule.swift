import EventLoop
import Glibc
import LinearAlgebra

/// The program: finds the command and hands the rest of the arguments to it.
@main
enum Chainrule {
    static let version = "0.1.0"

    static func main() {
        fillStandardStreams()
        BLAS.startAgainWithBetterKernels()
        BLAS.keepOnCallingThread()
        // At once: nothing is left to put away, and OpenBLAS would wait for its threads, which may wait for memory.
        _exit(run(Array(CommandLine.arguments.dropFirst()), ProcessEnvironment()))
    }

    /// - Returns: The exit status: 0, 1 where a document was at fault or there was no writing, 2 where the command line was.
    static func run(_ arguments: [String], _ environment: ProcessEnvironment) -> Int32 {
        do throws(UsageError) {
            if arguments.dropFirst().contains("--help") { return run(["--help"], environment) }
            switch arguments.first {
            case nil:
                _ = say(Help.text)
                return 2
            case "--help", "-h", "help": return say(Help.text)
            case "--version", "version": return say("chainrule \(version)\n")
            case "serve":
                return serve(try ServeOptions(arguments.dropFirst(), environment))
            case let name?:
                if let command = Command(rawValue: name) { return try command.run(arguments.dropFirst()) }
                let known = ["serve"] + Command.allCases.map(\.rawValue)
                throw UsageError("unknown command \"\(name)\"; known: \(known.joined(separator: ", "))")
            }
        } catch {
            writeLine("chainrule: \(error.detail) (chainrule --help)", to: .standardError)
            return 2
        }
    }

    /// - Returns: The exit status.
    private static func say(_ text: String) -> Int32 {
        do throws(SystemError) {
            try writeAll(text.utf8, to: .standardOutput)
            return 0
        } catch {
            writeLine("chainrule: standard output: \(error)", to: .standardError)
            return 1
        }
    }
}

/// What is wrong with the command line, in one line.
struct UsageError: Error, Equatable {
    let detail: String

    init(_ detail: String) {
        self.detail = detail
    }
}

/// The variables that the process was started with.
struct ProcessEnvironment {
    var overrides: [String: String] = [:]
    /// Whether there are others than the overrides.
    var inherits = true

    subscript(_ name: String) -> String? {
        if let value = overrides[name] { return value }
        guard inherits else { return nil }
        return unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    /// The names of all of them.
    var names: [String] {
        let started = inherits ? (try? readAll("/proc/self/environ")) ?? [] : []
        return overrides.keys
            + started.split(separator: 0).map { variable in
                String(decoding: variable.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
            }
    }
}
