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
        func line(_ name: StaticString, _ value: String) {
            output.append(name)
            output.append(contentsOf: value.utf8)
            output += [0x0D, 0x0A]
        }
        output.append("HTTP/1.1 ")
        output.append(contentsOf: String(status.code).utf8)
        output.append(0x20)
        output.append(status.reason)
        output += [0x0D, 0x0A]
        for fields in [fields, server.further] {
            for field in fields {
                output.append(contentsOf: field.name.utf8)
                output += [0x3A, 0x20]
                output.append(contentsOf: field.value.utf8)
                output += [0x0D, 0x0A]
            }
        }
        // RFC 9110 §8.6
        if status.code >= 200, status != .noContent { line("Content-Length: ", String(body.count)) }
        line("Date: ", server.date)
        // Nothing but Content-Type says what an answer is (Fetch standard §3.6).
        output.append("X-Content-Type-Options: nosniff\r\n")
        if let connection = server.connection { line("Connection: ", connection) }
        if let id = server.requestID { line("X-Request-Id: ", id) }
        output += [0x0D, 0x0A]
    }
}

/// What the server says in an answer, whatever the answer is.
public struct ServerFields: Sendable {
    /// An IMF-fixdate (RFC 9110 §5.6.7).
    public var date: String
    /// The Connection field, where there is something to say (RFC 9112 §9.6).
    public var connection: String?
    public var requestID: String?
    public var further: [(name: String, value: String)]

    public init(
        date: String, connection: String? = nil, requestID: String? = nil,
        further: [(name: String, value: String)] = []
    ) {
        (self.date, self.connection, self.requestID, self.further) = (date, connection, requestID, further)
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { unsafe append(contentsOf: $0) }
    }
}
