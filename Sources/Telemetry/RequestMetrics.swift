public import HTTPServer
private import HTTPWire
private import Synchronization

/// Counts requests under OpenTelemetry's names (semantic conventions for HTTP, as Prometheus spells them).
public final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        /// `_OTHER` for what was no request.
        let method: String
        let route: String
        let status: Int
    }

    private struct Series {
        var duration = Histogram(.durations)
        var requestSize = Histogram(.sizes)
        var responseSize = Histogram(.sizes)
    }

    private let series = Mutex<[Key: Series]>([:])

    public init() {}

    public func observe(_ record: RequestRecord) {
        let key = Key(
            method: record.head?.method.rawValue ?? "_OTHER", route: record.route ?? "", status: record.status)
        series.withLock { series in
            series[key, default: Series()].duration.observe(Double(record.duration) / 1e9)
            series[key]?.requestSize.observe(Double(record.bytes.request))
            series[key]?.responseSize.observe(Double(record.bytes.response))
        }
    }

    public func write(to text: inout MetricText) {
        let all = series.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        func family(_ name: String, _ help: String, _ path: KeyPath<Series, Histogram>) {
            text.family(name, .histogram, help)
            for (key, series) in all {
                text.histogram(
                    series[keyPath: path],
                    [
                        ("http_request_method", key.method), ("http_route", key.route),
                        ("http_response_status_code", "\(key.status)"),
                    ])
            }
        }
        family(
            "http_server_request_duration_seconds", "From a request's first byte to its answer's last.", \.duration)
        family("http_server_request_body_size_bytes", "Bodies of requests, as they came.", \.requestSize)
        family("http_server_response_body_size_bytes", "Bodies of answers, as they were sent.", \.responseSize)
    }
}
