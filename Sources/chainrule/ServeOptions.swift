import EventLoop
import HTTPServer
import HTTPWire

/// What `chainrule serve` can be told: each a flag, an environment variable and a default.
struct ServeOptions {
    var configuration = Configuration()

    /// A flag, its environment twin, and where its value goes.
    struct Option {
        let flag: String
        let placeholder: String
        let meaning: String
        let set: (inout Configuration, String) throws(UsageError) -> Void
        let get: (Configuration) -> String

        /// `--max-body` → `CHAINRULE_MAX_BODY`
        var variable: String { "CHAINRULE_" + flag.dropFirst(2).uppercased().replacing("-", with: "_") }
    }

    static var all: [Option] {
        [
            Option(
                flag: "--host", placeholder: "HOST", meaning: "the address to listen on",
                set: { configuration, value in configuration.host = value }, get: { $0.host }),
            whole("--port", "PORT", "the port; 0 for one that is free", \.port, 0...UInt16.max),
            whole("--loops", "N", "event loops, each a thread with its own listener", \.loops, 1...256),
            whole("--max-body", "BYTES", "the largest body", \.bodyBytes, 1...(1 << 32)),
            whole("--max-target", "BYTES", "the longest request target", \.head.targetBytes, 64...(1 << 20)),
            whole(
                "--max-head", "BYTES", "the largest request line and header section", \.head.headBytes, 256...(1 << 24)),
            whole("--max-fields", "N", "the most header fields", \.head.fields, 1...10_000),
            whole("--header-timeout", "SECONDS", "for a request's head to come", \.headerTimeoutSeconds, 1...86_400),
            whole("--body-timeout", "SECONDS", "for its body to come", \.bodyTimeoutSeconds, 1...86_400),
            whole(
                "--idle-timeout", "SECONDS", "between requests, or with an answer unread", \.idleTimeoutSeconds,
                1...86_400),
            whole("--grace", "SECONDS", "after SIGTERM, for what has begun", \.graceSeconds, 0...86_400),
        ]
    }

    /// - Throws: `UsageError` for what is not an option or not a value of one.
    init(_ arguments: ArraySlice<String>, _ environment: ProcessEnvironment) throws(UsageError) {
        configuration.loops = availableProcessors()
        for option in Self.all {
            guard let value = environment[option.variable], !value.isEmpty else { continue }
            try Self.set(option, called: option.variable, value, &configuration)
        }
        var rest = arguments
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let option = Self.all.first(where: { $0.flag == parts[0] }) else {
                throw UsageError("serve: unknown option \"\(argument)\"")
            }
            guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                throw UsageError("serve: \(option.flag) needs a value, \(option.placeholder)")
            }
            try Self.set(option, called: option.flag, value, &configuration)
        }
    }

    private static func set(
        _ option: Option, called name: String, _ value: String, _ configuration: inout Configuration
    ) throws(UsageError) {
        do throws(UsageError) {
            try option.set(&configuration, value)
        } catch {
            throw UsageError("serve: \(name) \(error.detail)")
        }
    }

    private static func whole<Number: FixedWidthInteger>(
        _ flag: String, _ placeholder: String, _ meaning: String,
        _ path: WritableKeyPath<Configuration, Number>, _ range: ClosedRange<Number>
    ) -> Option {
        Option(
            flag: flag, placeholder: placeholder, meaning: meaning,
            set: { configuration, value throws(UsageError) in
                guard let number = Number(value), range.contains(number) else {
                    throw UsageError(
                        "takes a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(value)\"")
                }
                configuration[keyPath: path] = number
            },
            get: { "\($0[keyPath: path])" })
    }
}
