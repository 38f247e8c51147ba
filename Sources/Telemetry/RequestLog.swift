private import EventLoop
public import HTTPServer
private import HTTPWire

/// A log line for every request.
public struct RequestLog: Sendable {
    private let log: Log

    public init(_ log: Log) {
        self.log = log
    }

    public func observe(_ record: RequestRecord) {
        log.write(.info, "request") { line in
            line.field("request_id", record.requestID)
            if let method = record.method { line.field("method", method.rawValue) }
            if let path = record.path { line.field("path", path) }
            if let route = record.route { line.field("route", route) }
            line.field("status", record.status)
            if let reason = record.reason { line.field("reason", reason) }
            line.field("request_bytes", record.bytes.request)
            line.field("response_bytes", record.bytes.response)
            line.milliseconds("read_ms", record.times.reading)
            line.milliseconds("compute_ms", record.times.computing)
            line.milliseconds("write_ms", record.times.writing)
            line.field("client", record.client.description)
            if let caller = record.caller { line.field("caller", caller) }
            guard record.traceparent.count == 1, let trace = TraceContext(record.traceparent[0]) else { return }
            line.field("trace_id", trace.traceID)
            line.field("parent_id", trace.parentID)
        }
    }
}
