import EventLoop
import HTTPServer
import HTTPWire
import TLS
import Telemetry

/// What `chainrule serve` can be told; `ServeOptions.all` lists how.
struct ServeOptions {
    var configuration = Configuration()
    /// Paths of PEM files; empty for none.
    var (certificate, key, clientAuthorities) = ("", "", "")
    /// The path of the file of tokens; empty where none are asked for.
    var tokens = ""
    /// As `AllowedOrigins` reads them; empty where there are none.
    var origins = ""
    var logFormat = LogFormat.text
    var logLevel = Level.info
    /// From SIGTERM to the end of accepting.
    var drainDelaySeconds = 0
    /// Variables that look like options and are none.
    private(set) var unknownVariables: [String] = []

    /// - Throws: `UsageError` for what is not an option or not a value of one.
    init(_ arguments: ArraySlice<String>, _ environment: ProcessEnvironment) throws(UsageError) {
        configuration.loops = availableProcessors()
        for option in Self.all {
            guard let value = environment[option.variable] else { continue }
            try set(option, called: option.variable, value)
        }
        let variables = Self.all.map(\.variable)
        unknownVariables = environment.names.filter { $0.hasPrefix(Option.prefix) && !variables.contains($0) }.sorted()
        var rest = arguments
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let option = Self.all.first(where: { $0.flag == parts[0] }) else {
                throw UsageError("serve: unknown option \"\(argument)\"")
            }
            guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                throw UsageError("serve: \(option.flag) needs a value, \(option.placeholder)")
            }
            try set(option, called: option.flag, value)
        }
        try finish()
    }

    /// The files that are read again on SIGHUP.
    var files: [String] { [certificate, key, clientAuthorities, tokens].filter { !$0.isEmpty } }

    private mutating func set(_ option: Option, called name: String, _ value: String) throws(UsageError) {
        do throws(UsageError) {
            try option.set(&self, value)
        } catch {
            throw UsageError("serve: \(name) \(error.detail)")
        }
    }

    /// What follows from several options together.
    private mutating func finish() throws(UsageError) {
        guard certificate.isEmpty == key.isEmpty else {
            throw UsageError("serve: --tls-certificate and --tls-key go together")
        }
        guard !certificate.isEmpty else {
            guard clientAuthorities.isEmpty else {
                throw UsageError("serve: --tls-client-ca needs --tls-certificate and --tls-key")
            }
            return
        }
        configuration.tls = TLSFiles(
            certificate: certificate, key: key, clientAuthorities: clientAuthorities.isEmpty ? nil : clientAuthorities)
    }
}

extension ServeOptions {
    /// Lowers the limits on connections to what so many descriptors allow; some are needed for other things.
    mutating func fitDescriptors(_ count: Int) {
        let most = max(1, count - 32)
        guard configuration.connections > most else { return }
        configuration.connections = most
        configuration.connectionsPerClient = min(configuration.connectionsPerClient, max(1, most / 5 * 4))
    }
}
