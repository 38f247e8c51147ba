/// An answer: status, fields and body. Framing, dates and connection handling are the server's.
public struct Response: Sendable {
    public var status: Status
    /// Names as they are written, in order; without Content-Length, Date and Connection.
    public var fields: [(name: String, value: String)]
    public var body: [UInt8]

    public init(_ status: Status, fields: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The status line and header section (RFC 9112 §4 and §5), appended to `output`.
    ///
    /// - Parameters:
    ///   - date: an IMF-fixdate (RFC 9110 §5.6.7)
    ///   - connection: the value of the Connection field, or none
    public func writeHead(to output: inout [UInt8], date: String, connection: String?) {
        func line(_ name: String, _ value: String) {
            output.append(contentsOf: name.utf8)
            output += [0x3A, 0x20]
            output.append(contentsOf: value.utf8)
            output += [0x0D, 0x0A]
        }
        output.append(contentsOf: "HTTP/1.1 \(status.code) \(status.reason)\r\n".utf8)
        for field in fields { line(field.name, field.value) }
        if status.code >= 200, status != .noContent { line("Content-Length", String(body.count)) }  // RFC 9110 §8.6
        line("Date", date)
        if let connection { line("Connection", connection) }
        output += [0x0D, 0x0A]
    }
}

/// What a handler makes of a request: the answer, or the work that leads to it where that takes a while.
public enum Reply: Sendable {
    case now(Response)
    case later(@Sendable () -> Response)
}
