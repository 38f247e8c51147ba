import HTTPWire

/// A request's head, or `nil` while it is unfinished.
func readHead(
    _ bytes: [UInt8], limits: HeadLimits = HeadLimits()
) throws(RequestError) -> (head: RequestHead, consumed: Int)? {
    try parseRequestHead(bytes.span, limits: limits)
}

func readHead(
    _ text: String, limits: HeadLimits = HeadLimits()
) throws(RequestError) -> (head: RequestHead, consumed: Int)? {
    try readHead(Array(text.utf8), limits: limits)
}

/// A request's head that is all there.
struct UnfinishedHead: Error {}

/// The head of a request with these field lines, beside a valid Host.
func head(_ requestLine: String = "POST / HTTP/1.1", _ fields: String...) throws -> RequestHead {
    let lines = [requestLine, "Host: example.org"] + fields
    guard let read = try readHead(lines.joined(separator: "\r\n") + "\r\n\r\n") else { throw UnfinishedHead() }
    return read.head
}

/// Head and body of one request, however its bytes come.
///
/// - Returns: The body, or `nil` while the request is unfinished.
func readRequest(_ bytes: [UInt8], bodyBytes: Int = 1000) throws(RequestError) -> [UInt8]? {
    guard let (head, consumed) = try readHead(bytes) else { return nil }
    let rest = bytes.span.extracting(consumed...)
    guard case .chunked = head.framing else { return [] }
    var decoder = ChunkedDecoder()
    var body: [UInt8] = []
    _ = try decoder.decode(rest, into: &body, limit: bodyBytes)
    return decoder.isDone ? body : nil
}
