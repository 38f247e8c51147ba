/// Reads the head of one HTTP/1.x request from the front of `bytes`, without I/O and without state.
///
/// - Parameters:
///   - bytes: what has come so far
///   - limits: what a head may take
///   - head: becomes the head, in the memory that it has; of no use until it is whole
/// - Returns: How many bytes it took, or `nil` while more bytes are needed.
/// - Throws: `RequestError` once no further byte could make this a request.
public func parseRequestHead(
    _ bytes: Span<UInt8>, limits: HeadLimits = HeadLimits(), into head: inout RequestHead
) throws(RequestError) -> Int? {
    head.reset()
    var lines = LineReader(limit: limits.headBytes)
    // RFC 9112 §2.2: one empty line before a request is passed over.
    if bytes.count >= 2, bytes[0] == 0x0D, bytes[1] == 0x0A { lines.position = 2 }
    let start = lines.position
    let firstLine: Range<Int>?
    do throws(RequestError) { firstLine = try lines.next(in: bytes) } catch {
        throw error == .headTooLarge ? .targetTooLong : error  // there is nothing else in it that could be so long
    }
    guard let requestLine = firstLine else {
        if bytes.count - start > limits.targetBytes + 64 { throw .targetTooLong }
        return nil
    }
    try parseRequestLine(bytes, requestLine, limits, into: &head)  // RFC 9112 §3
    while true {
        guard let line = try lines.next(in: bytes) else { return nil }
        if line.isEmpty { break }
        guard head.fields.count < limits.fields else { throw .tooManyFields }
        let field = try parseField(bytes, line, hasControl: lines.hasControl)  // RFC 9112 §5
        head.fields.append(name: field.name, value: field.value)
    }
    head.fields.setText(bytes.extracting(..<lines.position))
    try checkHost(head)  // RFC 9112 §3.2
    head.framing = try parseFraming(head)  // RFC 9112 §6
    head.keepsAlive = head.minorVersion == 1
    if head.fields.count(of: "connection") > 0 {
        let connection = head.fields.list("connection")  // RFC 9112 §9.3
        head.keepsAlive = !connection.contains("close") && (head.keepsAlive || connection.contains("keep-alive"))
    }
    if head.minorVersion == 1, head.fields.count(of: "expect") > 0 {
        let expectations = head.fields.list("expect")
        guard expectations.allSatisfy({ $0 == "100-continue" }) else { throw .unknownExpectation }
        head.expectsContinue = !expectations.isEmpty
    }
    return lines.position
}

/// Reads a head into memory of its own.
public func parseRequestHead(
    _ bytes: Span<UInt8>, limits: HeadLimits = HeadLimits()
) throws(RequestError) -> (head: RequestHead, consumed: Int)? {
    var head = RequestHead()
    return try parseRequestHead(bytes, limits: limits, into: &head).map { (head, $0) }
}

/// Host: exactly one in HTTP/1.1, at most one in HTTP/1.0, and a host (RFC 9112 §3.2).
private func checkHost(_ head: RequestHead) throws(RequestError) {
    guard let host = head.fields.only("host") else {
        guard head.minorVersion == 0, head.fields.count(of: "host") == 0 else { throw .badHost }
        return
    }
    guard isAuthority(host.span) else { throw .badHost }
}

/// How the body's end is found (RFC 9112 §6.3): wherever two readers could disagree, the request is refused.
private func parseFraming(_ head: RequestHead) throws(RequestError) -> Framing {
    let lengths = head.fields.count(of: "content-length")
    guard head.fields.count(of: "transfer-encoding") == 0 else {
        guard lengths == 0 else { throw .ambiguousLength }
        let names = head.fields.list("transfer-encoding")
        guard head.minorVersion == 1, names.last == "chunked", names.count(where: { $0 == "chunked" }) == 1 else {
            throw .bodyWithoutEnd
        }
        let codings = head.fields["transfer-encoding"]
        guard codings.count == 1, lowercasedASCII(codings[0]) == "chunked" else { throw .unsupportedTransferCoding }
        return .chunked
    }
    guard lengths > 0 else { return .length(0) }
    guard let digits = head.fields.only("content-length"), !digits.isEmpty else { throw .ambiguousLength }
    return .length(try parseLength(digits.span))
}

/// 1*DIGIT (RFC 9110 §8.6)
private func parseLength(_ digits: Span<UInt8>) throws(RequestError) -> Int {
    for i in digits.indices where digits[i] &- 0x30 > 9 { throw .ambiguousLength }
    var length = 0
    for i in digits.indices {
        let (tens, isTooLarge) = length.multipliedReportingOverflow(by: 10)
        let (sum, isTooLargeToo) = tens.addingReportingOverflow(Int(digits[i] - 0x30))
        if isTooLarge || isTooLargeToo { throw .bodyTooLarge }
        length = sum
    }
    return length
}
