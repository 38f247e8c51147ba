import Dispatch
import Glibc
import HTTPWire
import Telemetry
import Testing

@testable import EventLoop
@testable import HTTPServer

@Suite("Metrics of requests")
struct RequestMetricsTests {
    static func record(_ status: Int) -> RequestRecord {
        RequestRecord(
            method: .post, path: "/v1/cost", traceparent: [], route: "/v1/cost", requestID: .number(1), status: status,
            reason: nil, bytes: (request: 3, response: 5),
            times: (reading: 1_000_000_000, computing: 500_000_000, writing: 500_000_000),
            client: Address(sockaddr_storage()), caller: nil, isSecure: false)
    }

    /// Each processor counts for itself, and several of them do here.
    @Test func `what threads observe at the same time is all there`() {
        let metrics = RequestMetrics()
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for _ in 0..<20_000 { metrics.observe(Self.record(thread < 6 ? 200 : 422)) }
        }
        var text = MetricText()
        metrics.write(to: &text)
        let lines = String(decoding: text.finish(), as: UTF8.self).split(separator: "\n")
        for (status, count) in [(200, 120_000), (422, 40_000)] {
            let labels = #"{http_request_method="POST",http_route="/v1/cost",http_response_status_code="\#(status)"}"#
            for (name, each) in [
                ("http_server_request_duration_seconds", 2), ("http_server_request_body_size_bytes", 3),
                ("http_server_response_body_size_bytes", 5),
            ] {
                #expect(lines.contains("\(name)_count\(labels) \(count)"))
                #expect(lines.contains { $0.hasPrefix("\(name)_sum\(labels) \(count * each)") })
            }
        }
    }
}
