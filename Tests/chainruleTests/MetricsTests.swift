import Foundation
import Testing

extension RunningProgram {
    @Suite("Metrics")
    struct MetricsTests {
        /// What `/metrics` says, by series.
        static func series(_ server: RunningServer) throws -> [String: Double] {
            let answer = try server.ask("/metrics")
            #expect(answer["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            let samples = answer.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
                line.lastIndex(of: " ").map { (String(line[..<$0]), Double(line[$0...].dropFirst()) ?? .nan) }
            }
            return try Dictionary(samples) { _, _ in throw RunningServer.NoAnswer(errors: "a series comes twice") }
        }

        static func requests(
            _ method: String, _ route: String, _ status: Int, _ what: String = "duration_seconds_count"
        )
            -> String
        {
            let labels =
                "http_request_method=\"\(method)\",http_route=\"\(route)\",http_response_status_code=\"\(status)\""
            return "http_server_\(what.hasPrefix("duration") ? "request_" : "")\(what){\(labels)}"
        }

        @Test func `requests are counted by method, route and status`() throws {
            let server = try RunningServer()
            for _ in 0..<3 { _ = try server.ask("/v1/cost?a=1", document: Documents.chain) }
            _ = try server.ask("/v1/gradient", document: "{}")
            _ = try server.ask("/livez")
            _ = try server.ask("/", ["-X", "BREW"])
            for i in 0..<20 { _ = try server.ask("/nowhere/\(i)") }
            let series = try Self.series(server)
            #expect(series[Self.requests("POST", "/v1/cost", 200)] == 3)
            #expect(series[Self.requests("POST", "/v1/gradient", 422)] == 1)
            #expect(series[Self.requests("GET", "/livez", 200)] == 1)
            #expect(series[Self.requests("GET", "", 404)] == 20)
            #expect(series[Self.requests("_OTHER", "", 501)] == 1)
            let sent = Double(3 * Documents.chain.utf8.count)
            #expect(series[Self.requests("POST", "/v1/cost", 200, "request_body_size_bytes_sum")] == sent)
            #expect(series[Self.requests("POST", "/v1/cost", 200, "response_body_size_bytes_count")] == 3)
            #expect(series.keys.filter { $0.contains("request_duration_seconds_count") }.count == 5)
            #expect(!series.keys.contains { $0.contains("nowhere") || $0.contains("a=1") })
            // Twenty more of what is not there make no series.
            for i in 20..<40 { _ = try server.ask("/nowhere/\(i)") }
            let more = try Self.series(server)
            #expect(more[Self.requests("GET", "", 404)] == 40)
            let isOfMetrics = { (name: String) in name.contains("/metrics") }
            #expect(more.keys.filter { !isOfMetrics($0) }.sorted() == series.keys.filter { !isOfMetrics($0) }.sorted())
            #expect(server.stop() == 0)
        }

        @Test func `the engine's, the server's and the process's figures are there`() throws {
            let server = try RunningServer()
            for _ in 0..<2 { _ = try server.ask("/v1/gradient", document: Documents.wide) }
            _ = try server.ask("/v1/gradient", document: "{}")
            let series = try Self.series(server)
            #expect(series["chainrule_build_info{version=\"0.1.0\"}"] == 1)
            #expect(series["chainrule_examples_total"] == 2)
            #expect(series["chainrule_parameters_total"] == Double(2 * (100 * 20 + 100)))
            #expect(try #require(series["chainrule_compute_seconds_total"]) > 0)
            #expect(series["http_server_active_requests"] == 1)
            #expect(series["chainrule_connections"] == 1)
            #expect(series["chainrule_connections_refused_total"] == 0)
            #expect(series["chainrule_compute_queue_depth"] == 0)
            #expect(series["chainrule_computations"] == 0)
            #expect(series["chainrule_in_flight_bytes"] == 0)
            #expect(series["chainrule_log_lines_dropped_total"] == 0)
            for name in [
                "cpu_seconds_total", "resident_memory_bytes", "virtual_memory_bytes", "open_fds", "max_fds", "threads",
                "start_time_seconds",
            ] {
                #expect(try #require(series["process_\(name)"], "\(name)") >= 0)
            }
            #expect(server.stop() == 0)
        }
    }
}
