/// The bytes as text; what is not UTF-8 becomes U+FFFD.
func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
}

/// field-line = field-name ":" OWS field-value OWS (RFC 9112 §5)
///
/// - Parameter hasControl: whether the line has a control character other than tabs, which a value cannot have
func parseField(
    _ bytes: Span<UInt8>, _ line: Range<Int>, hasControl: Bool
) throws(RequestError) -> (name: Range<Int>, value: Range<Int>) {
    var colon = line.lowerBound
    while colon < line.upperBound, Grammar.isToken(bytes[colon]) { colon += 1 }
    guard !hasControl, colon > line.lowerBound, colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") else {
        throw .malformedField
    }
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    var (start, end) = (colon + 1, line.upperBound)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return (line.lowerBound..<colon, start..<end)
}
