import EventLoop
import Glibc
public import GradientAPI
public import HTTPServer
import HTTPWire
import Telemetry

extension Application: RequestHandler {}

/// Serves until SIGTERM or SIGINT, then answers what has begun and ends; a second signal ends at once. SIGHUP reads
/// certificate, key, the clients' authorities and tokens again.
///
/// - Returns: The exit status.
func serve(_ options: ServeOptions) -> Int32 {
    Signals.ignoreBrokenPipes()
    shareMemoryBetweenThreads()
    do {
        var options = options
        options.fitDescriptors(raiseDescriptorLimit())
        let log = Log(try LogSink(), options.logFormat, options.logLevel)
        defer { log.flush(withinMilliseconds: 1000) }
        let observation = Observation(log)
        let application = Application(policy: try accessPolicy(options)) { [observation] in observation.metrics() }
        // Before there are other threads, so that none of them is interrupted.
        let loop = try EventLoop()
        let interruptions = Interruptions()
        let signals = try Signals([SIGTERM, SIGINT, SIGHUP], on: loop) { interruptions.arrive($0) }
        defer { withExtendedLifetime(signals) {} }
        let server = try Server(options.configuration, application, observation)
        let departure = try Departure(of: server, application, options, on: loop, log)
        observation.observe(server, application)
        log.write(.info, "listening") { line in
            line.field("version", Chainrule.version)
            line.field("address", address(server))
        }
        warn(log, options)
        interruptions.reload = { reload(server, application, options, log) }
        interruptions.first = departure.begin
        try loop.run()
        return 0
    } catch {
        writeLine("chainrule: serve: \(error)", to: .standardError)
        return 1
    }
}

private func reload(_ server: Server, _ application: Application, _ options: ServeOptions, _ log: Log) {
    do {
        // All that may fail comes first: where one file cannot be used, no other is. Nor is one waited for.
        for path in options.files {
            guard try isRegularFile(path) else { throw StartError(description: "\(path): not a regular file") }
        }
        let policy = try accessPolicy(options)
        try server.reloadCertificate()
        application.change(to: policy)
        log.write(.info, "reloaded")
    } catch {
        log.write(.error, "not reloaded") { $0.field("reason", "\(error)") }
    }
}

private func address(_ server: Server) -> String {
    let host = server.configuration.host
    let scheme = server.configuration.tls == nil ? "http" : "https"
    return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(server.port)"
}

/// Says what is dangerous about the way in which the server was started.
private func warn(_ log: Log, _ options: ServeOptions) {
    if let limit = addressSpaceLimit(), limit < 4 << 30 {
        log.write(.warning, "little address space: computations may wait for memory without end, or end the process") {
            $0.field("limit_bytes", limit)
            $0.field("advice", "limit memory by cgroup instead of ulimit -v")
        }
    }
    for name in options.unknownVariables { log.write(.warning, "unknown variable") { $0.field("name", name) } }
    let host = options.configuration.host
    let isLocal = host == "localhost" || host == "::1" || host.hasPrefix("127.")
    guard !isLocal else { return }
    if options.tokens.isEmpty, options.clientAuthorities.isEmpty {
        log.write(.warning, "open to whoever reaches it") { $0.field("advice", "--tokens or --tls-client-ca") }
    }
    if !options.tokens.isEmpty, options.configuration.tls == nil {
        log.write(.warning, "tokens come in the clear") { $0.field("advice", "--tls-certificate, or a proxy with TLS") }
    }
}

/// The first signal ends the server in peace, the second at once.
private final class Interruptions {
    var first: (() -> Void)?
    var reload: (() -> Void)?

    func arrive(_ signal: Int32) {
        if signal == SIGHUP {
            reload?()
            return
        }
        guard let first else { _exit(1) }
        self.first = nil
        first()
    }
}
