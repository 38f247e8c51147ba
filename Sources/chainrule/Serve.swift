import EventLoop
import Glibc
public import GradientAPI
public import HTTPServer
import HTTPWire

extension Application: RequestHandler {}

/// Serves until SIGTERM or SIGINT, then answers what has begun and ends; a second signal ends at once.
///
/// - Returns: The exit status.
func serve(_ options: ServeOptions) -> Int32 {
    Signals.ignoreBrokenPipes()
    do throws(SystemError) {
        let application = Application()
        // The signals are kept from this thread before there are others, so that none of them is interrupted.
        let loop = try EventLoop()
        let interruptions = Interruptions()
        let signals = try Signals([SIGTERM, SIGINT], on: loop) { _ in interruptions.arrive() }
        defer { withExtendedLifetime(signals) {} }
        let server = try Server(options.configuration, application)
        writeLine("chainrule \(Chainrule.version) listens on \(address(server))", to: .standardError)
        interruptions.first = {
            application.becomeUnready()
            server.stop()
            do throws(SystemError) {
                _ = try Thread("stop") {
                    server.join()
                    exit(0)
                }
            } catch {
                exit(1)
            }
        }
        try loop.run()
        return 0
    } catch {
        writeLine("chainrule: serve: \(error)", to: .standardError)
        return 1
    }
}

private func address(_ server: Server) -> String {
    let host = server.configuration.host
    return "http://\(host.contains(":") ? "[\(host)]" : host):\(server.port)"
}

/// The first signal ends the server in peace, the second at once.
private final class Interruptions {
    var first: (() -> Void)?

    func arrive() {
        guard let first else { exit(1) }
        self.first = nil
        first()
    }
}
