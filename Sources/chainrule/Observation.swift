import GradientAPI
import HTTPServer
import HTTPWire
import Synchronization
import Telemetry

/// What is told of the service while it runs: a log line for every request, and metrics.
final class Observation: RequestObserver {
    private let log: Log
    private let requestLog: RequestLog
    private let requests = RequestMetrics()
    private let observed = Mutex<(Server, Application)?>(nil)

    init(_ log: Log) {
        self.log = log
        requestLog = RequestLog(log)
    }

    /// Whose figures the metrics show.
    func observe(_ server: Server, _ application: Application) { observed.withLock { $0 = (server, application) } }

    func observe(_ record: RequestRecord) {
        requests.observe(record)
        requestLog.observe(record)
    }

    /// What `/metrics` answers.
    func metrics() -> Response {
        var text = MetricText()
        text.family("chainrule_build_info", .gauge, "The program.")
        text.sample(1, [("version", Chainrule.version)])
        requests.write(to: &text)
        if let (server, application) = observed.withLock({ $0 }) {
            write(server.figures, to: &text)
            write(application.engine, to: &text)
        }
        text.family("chainrule_log_lines_dropped_total", .counter, "Log lines that nobody read in time.")
        text.sample(log.droppedLines)
        ProcessFigures.write(to: &text)
        return Response(.ok, fields: [("Content-Type", MetricText.contentType)], body: text.finish())
    }

    private func write(_ figures: ServerFigures, to text: inout MetricText) {
        let all: [(String, MetricKind, String, Int)] = [
            ("http_server_active_requests", .gauge, "Requests under way.", figures.activeRequests),
            ("chainrule_connections", .gauge, "Connections.", figures.connections),
            (
                "chainrule_connections_refused_total", .counter, "Connections that there was no place for.",
                figures.connectionsTurnedAway
            ),
            (
                "chainrule_in_flight_bytes", .gauge, "Memory of requests, computations and answers.",
                figures.bytesInFlight
            ),
            ("chainrule_compute_queue_depth", .gauge, "Computations that wait for a processor.", figures.queueDepth),
            ("chainrule_computations", .gauge, "Computations that have a processor.", figures.computations),
        ]
        for (name, kind, help, value) in all {
            text.family(name, kind, help)
            text.sample(value)
        }
    }

    private func write(_ figures: EngineFigures, to text: inout MetricText) {
        text.family("chainrule_examples_total", .counter, "Examples that went through a network.")
        text.sample(figures.examples)
        text.family("chainrule_parameters_total", .counter, "Parameters of networks, counted once a request.")
        text.sample(figures.parameters)
        text.family("chainrule_compute_seconds_total", .counter, "Time spent computing and writing answers.")
        text.sample(figures.computeSeconds)
    }
}
