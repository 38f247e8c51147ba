/// An answer: status, fields and body. Framing, dates and connection handling are the server's.
public struct Response: Sendable {
    public var status: Status
    /// Names as they are written, in order; without those of `ServerFields`.
    public var fields: [(name: String, value: String)]
    public var body: [UInt8]

    public init(_ status: Status, fields: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The status line and header section (RFC 9112 §4 and §5), appended to `output`.
    public func writeHead(to output: inout [UInt8], _ server: ServerFields) {
        output.append("HTTP/1.1 ")
        output.append(decimal: status.code)
        output.append(0x20)
        output.append(status.reason)
        output.append("\r\n")
        for field in fields { Self.write(field.name, field.value, to: &output) }
        for field in server.further { Self.write(field.name, field.value, to: &output) }
        // RFC 9110 §8.6
        if status.code >= 200, status != .noContent {
            output.append("Content-Length: ")
            output.append(decimal: body.count)
            output.append("\r\n")
        }
        Self.write("Date", server.date, to: &output)
        // Nothing but Content-Type says what an answer is (Fetch standard §3.6).
        output.append("X-Content-Type-Options: nosniff\r\n")
        if let connection = server.connection { Self.write("Connection", connection, to: &output) }
        if let id = server.requestID {
            output.append("X-Request-Id: ")
            id.write(to: &output)
            output.append("\r\n")
        }
        output.append("\r\n")
    }

    private static func write(_ name: String, _ value: String, to output: inout [UInt8]) {
        output.append(text: name)
        output.append(": ")
        output.append(text: value)
        output.append("\r\n")
    }
}

/// What the server says in an answer, whatever the answer is.
public struct ServerFields: Sendable {
    /// An IMF-fixdate (RFC 9110 §5.6.7).
    public var date: String
    /// The Connection field, where there is something to say (RFC 9112 §9.6).
    public var connection: String?
    public var requestID: RequestID?
    public var further: [(name: String, value: String)]

    public init(
        date: String, connection: String? = nil, requestID: RequestID? = nil,
        further: [(name: String, value: String)] = []
    ) {
        (self.date, self.connection, self.requestID, self.further) = (date, connection, requestID, further)
    }
}
