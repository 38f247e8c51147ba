public import Bytes

/// An answer: status, fields and body. Framing, dates and connection handling are the server's.
public struct Response: Sendable {
    public var status: Status
    /// Names as they are written, in order; without those that the server adds.
    public var fields: [(name: String, value: String)]
    public var body: [UInt8]
    /// What stands in the place of `body`, where that is long.
    public var pieces: (any BodyPieces)?

    public init(
        _ status: Status, fields: [(name: String, value: String)] = [], body: [UInt8] = [],
        pieces: (any BodyPieces)? = nil
    ) {
        (self.status, self.fields, self.body, self.pieces) = (status, fields, body, pieces)
    }

    /// Whether its body comes in chunks, as nobody knows how long it will be.
    public var isChunked: Bool { if let pieces { pieces.length == nil } else { false } }

    /// The same with its body in one.
    public func joined() -> Response {
        guard let pieces else { return self }
        return Response(status, fields: fields, body: pieces.joined())
    }

    /// Writes the status line and header section (RFC 9112 §4 and §5).
    ///
    /// - Parameters:
    ///   - date: an IMF-fixdate (RFC 9110 §5.6.7)
    ///   - connection: the Connection field, where there is something to say (RFC 9112 §9.6)
    ///   - further: what the server adds to every answer to this client
    public func writeHead(
        to output: inout ByteWriter, date: String, connection: String? = nil, requestID: RequestID? = nil,
        further: [(name: String, value: String)] = []
    ) {
        output.write("HTTP/1.1 ")
        output.write(decimal: status.code)
        output.write(" ")
        output.write(status.reason)
        output.write("\r\n")
        for field in fields { Self.write(field.name, field.value, to: &output) }
        for field in further { Self.write(field.name, field.value, to: &output) }
        if isChunked {
            output.write("Transfer-Encoding: chunked\r\n")  // RFC 9112 §7.1
        } else if status.code >= 200, status != .noContent {  // RFC 9110 §8.6
            output.write("Content-Length: ")
            output.write(decimal: pieces?.length ?? body.count)
            output.write("\r\n")
        }
        Self.write("Date", date, to: &output)
        // Nothing but Content-Type says what an answer is (Fetch standard §3.6).
        output.write("X-Content-Type-Options: nosniff\r\n")
        if let connection { Self.write("Connection", connection, to: &output) }
        if let requestID {
            output.write("X-Request-Id: ")
            requestID.write(to: &output)
            output.write("\r\n")
        }
        output.write("\r\n")
    }

    private static func write(_ name: String, _ value: String, to output: inout ByteWriter) {
        output.write(text: name)
        output.write(": ")
        output.write(text: value)
        output.write("\r\n")
    }
}
