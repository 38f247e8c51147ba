import EventLoop
import Glibc
import GradientAPI
import HTTPServer
import Telemetry

/// Ends the server in peace. Its thread is there from the start: where memory is short, it could not be had later.
final class Departure {
    private let application: Application
    private let options: ServeOptions
    private let loop: EventLoop
    private let log: Log
    private let begun: AutoResetEvent

    /// - Parameter loop: of the thread that calls `begin`
    init(
        of server: Server, _ application: Application, _ options: ServeOptions, on loop: EventLoop, _ log: Log
    ) throws(SystemError) {
        (self.application, self.options, self.loop, self.log) = (application, options, loop, log)
        let begun = try AutoResetEvent()
        self.begun = begun
        _ = try Thread("stop") {
            begun.wait()
            sleep(UInt32(options.drainDelaySeconds))
            server.stop()
            server.join()
            log.write(.info, "stopped")
            log.flush(withinMilliseconds: 1000)
            _exit(0)
        }
    }

    /// Answers what has begun, and then ends the process; at last whatever is under way: a library that waits for
    /// memory, say, hears of no deadline.
    func begin() {
        application.becomeUnready()
        log.write(.info, "stopping") { $0.field("drain_delay_s", options.drainDelaySeconds) }
        let seconds = options.drainDelaySeconds + options.configuration.graceSeconds + 2
        let end = Instant.now + .seconds(seconds)
        loop.sweep = { [log] in
            guard Instant.now >= end else { return }
            log.write(.error, "ended with work under way")
            log.flush(withinMilliseconds: 1000)
            _exit(1)
        }
        begun.signal()
    }
}
