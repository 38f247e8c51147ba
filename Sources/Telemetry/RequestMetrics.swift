public import HTTPServer
private import HTTPWire
private import Processors

/// Counts requests under OpenTelemetry's names (semantic conventions for HTTP, as Prometheus spells them).
public final class RequestMetrics: Sendable {
    private struct Series {
        /// `_OTHER` for what was no request.
        let method: String
        let route: String
        let status: Int
        var duration = Histogram(.durations)
        var requestSize = Histogram(.sizes)
        var responseSize = Histogram(.sizes)

        func isOf(_ method: String, _ route: String, _ status: Int) -> Bool {
            self.status == status && self.route == route && self.method == method
        }
    }

    /// Few, and the most frequent are met early: so they are searched one after another.
    private let series = PerProcessor<[Series]>([])

    public init() {}

    public func observe(_ record: RequestRecord) {
        let (method, route) = (record.method?.rawValue ?? "_OTHER", record.route ?? "")
        series.withLock { series in
            var i = series.firstIndex { $0.isOf(method, route, record.status) }
            if i == nil {
                series.append(Series(method: method, route: route, status: record.status))
                i = series.count - 1
            }
            guard let i else { return }
            series[i].duration.observe(Double(record.duration) / 1e9)
            series[i].requestSize.observe(Double(record.bytes.request))
            series[i].responseSize.observe(Double(record.bytes.response))
        }
    }

    private func merged() -> [Series] {
        var all: [Series] = []
        for other in series.all.joined() {
            guard let i = all.firstIndex(where: { $0.isOf(other.method, other.route, other.status) }) else {
                all.append(other)
                continue
            }
            all[i].duration.merge(other.duration)
            all[i].requestSize.merge(other.requestSize)
            all[i].responseSize.merge(other.responseSize)
        }
        return all
    }

    public func write(to text: inout MetricText) {
        let all = merged().sorted { ($0.route, $0.method, $0.status) < ($1.route, $1.method, $1.status) }
        func family(_ name: String, _ help: String, _ path: KeyPath<Series, Histogram>) {
            text.family(name, .histogram, help)
            for series in all {
                text.histogram(
                    series[keyPath: path],
                    [
                        ("http_request_method", series.method), ("http_route", series.route),
                        ("http_response_status_code", "\(series.status)"),
                    ])
            }
        }
        family(
            "http_server_request_duration_seconds", "From a request's first byte to its answer's last.", \.duration)
        family("http_server_request_body_size_bytes", "Bodies of requests, as they came.", \.requestSize)
        family("http_server_response_body_size_bytes", "Bodies of answers, as they were sent.", \.responseSize)
    }
}
