import HTTPServer
import HTTPWire
import Telemetry

extension ServeOptions {
    /// A flag, its environment twin, and where its value goes.
    struct Option {
        let flag: String
        let placeholder: String
        let meaning: String
        let set: (inout ServeOptions, String) throws(UsageError) -> Void
        let get: (ServeOptions) -> String

        static let prefix = "CHAINRULE_"

        /// `--max-body` → `CHAINRULE_MAX_BODY`
        var variable: String { Self.prefix + flag.dropFirst(2).uppercased().replacing("-", with: "_") }
    }

    /// Every option, in the order in which help and README list them.
    static var all: [Option] {
        [
            text("--host", "HOST", "the address to listen on", \.configuration.host),
            whole("--port", "PORT", "the port; 0 for one that is free", \.configuration.port, 0...UInt16.max),
            whole("--loops", "N", "event loops, each a thread with its own listener", \.configuration.loops, 1...256),

            text("--tls-certificate", "FILE", "speak TLS: the certificate chain, PEM", \.certificate),
            text("--tls-key", "FILE", "its private key, PEM", \.key),
            text("--tls-client-ca", "FILE", "ask clients for a certificate of these authorities", \.clientAuthorities),
            text("--tokens", "FILE", "ask for a bearer token of this file", \.tokens),
            text("--cors-origins", "LIST", "web pages that may use the service: origins, or *", \.origins),

            whole(
                "--max-target", "BYTES", "the longest request target", \.configuration.head.targetBytes, 64...1 << 20),
            whole(
                "--max-head", "BYTES", "the largest request line and header section", \.configuration.head.headBytes,
                256...1 << 24),
            whole("--max-fields", "N", "the most header fields", \.configuration.head.fields, 1...10_000),
            whole("--max-body", "BYTES", "the largest body, inflated", \.configuration.bodyBytes, 1...1 << 32),
            whole(
                "--max-in-flight", "BYTES", "the most memory for all requests and answers",
                \.configuration.inFlightBytes, 1 << 20...1 << 50),
            whole("--max-connections", "N", "connections at a time", \.configuration.connections, 1...10_000_000),
            whole(
                "--max-connections-per-client", "N", "connections at a time from one address",
                \.configuration.connectionsPerClient, 1...10_000_000),
            whole(
                "--max-queue", "N", "computations that wait for a processor", \.configuration.queueLength,
                0...10_000_000),

            seconds("--header-timeout", "for a request's head to come", \.configuration.headerTimeoutSeconds),
            seconds(
                "--body-timeout", "for its body to come, and 1 more each --min-rate bytes",
                \.configuration.bodyTimeoutSeconds),
            seconds("--compute-timeout", "for its answer to be worked out", \.configuration.computeTimeoutSeconds),
            seconds(
                "--write-timeout", "for the answer to be read, and 1 more each --min-rate bytes",
                \.configuration.writeTimeoutSeconds),
            whole(
                "--min-rate", "BYTES", "see --body-timeout, --write-timeout", \.configuration.minimumRate, 1...1 << 40),
            seconds("--idle-timeout", "between requests", \.configuration.idleTimeoutSeconds),
            seconds("--drain-delay", "from SIGTERM to the end of accepting", \.drainDelaySeconds, least: 0),
            seconds("--grace", "from there to the end", \.configuration.graceSeconds, least: 0),

            choice("--log-format", "how log lines are written", \.logFormat),
            choice("--log-level", "what is logged; requests are info", \.logLevel),
        ]
    }

    private static func text(
        _ flag: String, _ placeholder: String, _ meaning: String, _ path: WritableKeyPath<ServeOptions, String>
    ) -> Option {
        Option(
            flag: flag, placeholder: placeholder, meaning: meaning,
            set: { options, value throws(UsageError) in
                // `--tokens "$UNSET"` must not open the service to all.
                guard !value.isEmpty else { throw UsageError("takes \(placeholder), not nothing") }
                options[keyPath: path] = value
            },
            get: { $0[keyPath: path] })
    }

    private static func seconds(
        _ flag: String, _ meaning: String, _ path: WritableKeyPath<ServeOptions, Int>, least: Int = 1
    ) -> Option {
        whole(flag, "SECONDS", meaning, path, least...86_400)
    }

    private static func whole<Number: FixedWidthInteger>(
        _ flag: String, _ placeholder: String, _ meaning: String,
        _ path: WritableKeyPath<ServeOptions, Number>, _ range: ClosedRange<Number>
    ) -> Option {
        Option(
            flag: flag, placeholder: placeholder, meaning: meaning,
            set: { options, value throws(UsageError) in
                guard let number = Number(value), range.contains(number) else {
                    throw UsageError(
                        "takes a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(value)\"")
                }
                options[keyPath: path] = number
            },
            get: { "\($0[keyPath: path])" })
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ flag: String, _ meaning: String, _ path: WritableKeyPath<ServeOptions, Choice>
    ) -> Option where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        return Option(
            flag: flag, placeholder: names.joined(separator: "|"), meaning: meaning,
            set: { options, value throws(UsageError) in
                guard let choice = Choice(rawValue: value) else {
                    throw UsageError("takes \(names.joined(separator: ", ")), not \"\(value)\"")
                }
                options[keyPath: path] = choice
            },
            get: { $0[keyPath: path].rawValue })
    }
}
