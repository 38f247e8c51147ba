/// request-line = method SP request-target SP HTTP-version (RFC 9112 §3)
func parseRequestLine(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ limits: HeadLimits, into head: inout RequestHead
) throws(RequestError) {
    let methodEnd = try token(bytes, line)
    guard methodEnd < line.upperBound, bytes[methodEnd] == 0x20 else { throw .malformedRequestLine }
    var targetEnd = methodEnd + 1
    while targetEnd < line.upperBound, bytes[targetEnd] != 0x20 { targetEnd += 1 }
    guard targetEnd - methodEnd - 1 <= limits.targetBytes else { throw .targetTooLong }
    guard targetEnd < line.upperBound else { throw .malformedRequestLine }
    head.minorVersion = try parseVersion(bytes, targetEnd + 1..<line.upperBound)
    guard let method = method(bytes, line.lowerBound..<methodEnd) else { throw .unknownMethod }
    head.method = method
    (head.path, head.query) = try parseTarget(bytes, methodEnd + 1..<targetEnd, method)
}

/// The method of that name; the two that nearly every request has come first.
private func method(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Method? {
    if range.count == 4, begins(bytes, range, with: "POST") { return .post }
    if range.count == 3, begins(bytes, range, with: "GET") { return .get }
    return Method(rawValue: text(bytes, range))
}

/// The end of the token at the front of a line.
private func token(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(RequestError) -> Int {
    var end = line.lowerBound
    while end < line.upperBound, Grammar.isToken(bytes[end]) { end += 1 }
    guard end > line.lowerBound else { throw .malformedRequestLine }
    return end
}

/// HTTP-version = "HTTP/" DIGIT "." DIGIT (RFC 9112 §2.3)
///
/// - Returns: The minor version, as far as it is known here: a higher one means 1.1 (RFC 9110 §2.5).
private func parseVersion(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RequestError) -> Int {
    guard range.count == 8, begins(bytes, range, with: "HTTP/"),
        let major = digit(bytes[range.lowerBound + 5]), bytes[range.lowerBound + 6] == UInt8(ascii: "."),
        let minor = digit(bytes[range.lowerBound + 7])
    else { throw .malformedRequestLine }
    guard major == 1 else { throw .unsupportedVersion }
    return min(minor, 1)
}

private func begins(_ bytes: Span<UInt8>, _ range: Range<Int>, with text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
        guard range.count >= text.count else { return false }
        for i in text.indices where unsafe bytes[range.lowerBound + i] != text[i] { return false }
        return true
    }
}

private func digit(_ byte: UInt8) -> Int? { (0x30...0x39).contains(byte) ? Int(byte - 0x30) : nil }

/// request-target = origin-form / absolute-form / authority-form / asterisk-form (RFC 9112 §3.2)
private func parseTarget(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ method: Method
) throws(RequestError) -> (path: String, query: String?) {
    var (hasBracket, hasEscape) = (false, false)
    for i in range where !Grammar.isTarget(bytes[i]) || bytes[i] == UInt8(ascii: "%") {
        if bytes[i] == UInt8(ascii: "%") {
            hasEscape = true
        } else if bytes[i] == 0x5B || bytes[i] == 0x5D {
            hasBracket = true
        } else {
            throw .malformedTarget
        }
    }
    var path = range
    if method == .connect { throw .malformedTarget }  // authority-form: this server is no proxy
    if range.count == 1, bytes[range.lowerBound] == UInt8(ascii: "*") {
        guard method == .options else { throw .malformedTarget }
        return ("*", nil)
    }
    if range.isEmpty || bytes[range.lowerBound] != UInt8(ascii: "/") {
        let scheme = range.prefix(8).count == 8 ? text(bytes, range.prefix(8)).lowercased() : ""
        let skipped = scheme.hasPrefix("http://") ? 7 : scheme == "https://" ? 8 : 0
        guard skipped > 0 else { throw .malformedTarget }
        let authority = range.dropFirst(skipped).prefix { bytes[$0] != 0x2F && bytes[$0] != 0x3F }
        guard let first = authority.first, bytes[first] != 0x3A, isAuthority(bytes.extracting(authority)) else {
            throw .malformedTarget
        }
        path = authority.upperBound..<range.upperBound
    }
    if hasBracket {  // only an address has brackets
        for i in path where bytes[i] == 0x5B || bytes[i] == 0x5D { throw .malformedTarget }
    }
    if path.isEmpty, method == .options { return ("*", nil) }  // RFC 9112 §3.2.4
    var pathEnd = path.lowerBound
    while pathEnd < path.upperBound, bytes[pathEnd] != UInt8(ascii: "?") { pathEnd += 1 }
    let query = pathEnd < path.upperBound ? text(bytes, pathEnd + 1..<path.upperBound) : nil
    let whole = path.lowerBound..<pathEnd
    let decoded = hasEscape ? try decodeUnreserved(bytes, whole) : text(bytes, whole)
    return (decoded.isEmpty ? "/" : decoded, query)
}

/// A path in which only what must be percent-encoded still is (RFC 3986 §6.2.2.2), so that `/%61` is `/a`.
private func decodeUnreserved(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RequestError) -> String {
    var path: [UInt8] = []
    var i = range.lowerBound
    while i < range.upperBound {
        guard bytes[i] == UInt8(ascii: "%") else {
            path.append(bytes[i])
            i += 1
            continue
        }
        guard i + 2 < range.upperBound, let high = Grammar.hexadecimalDigit(bytes[i + 1]),
            let low = Grammar.hexadecimalDigit(bytes[i + 2])
        else { throw .malformedTarget }
        let byte = high << 4 | low
        if Grammar.isUnreserved(byte) { path.append(byte) } else { path += [bytes[i], bytes[i + 1], bytes[i + 2]] }
        i += 3
    }
    return String(decoding: path, as: UTF8.self)
}
