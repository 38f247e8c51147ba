/// Takes a body out of its chunks as RFC 9112 §7.1 writes them, all at once and without a thought for speed.
///
/// It knows nothing of the bound on extensions, trailers and zeros in front, which are shorter in any input.
///
/// - Returns: The body and the bytes that it took; `nil` where it has no end or breaks the grammar.
func splitChunks(_ bytes: ArraySlice<UInt8>, limit: Int) -> (body: [UInt8], used: Int)? {
    var rest = bytes
    var body: [UInt8] = []
    // chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
    while true {
        guard let line = takeLine(&rest) else { return nil }
        let digits = line.prefix { $0 != UInt8(ascii: ";") }
        let text = String(decoding: digits, as: UTF8.self)
        guard !digits.isEmpty, text.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let size = Int(text, radix: 16), size <= limit - body.count
        else { return nil }
        if size == 0 { break }
        guard size <= rest.count else { return nil }
        body += rest.prefix(size)
        rest = rest.dropFirst(size)
        guard rest.starts(with: [0x0D, 0x0A]) else { return nil }
        rest = rest.dropFirst(2)
    }
    // trailer-section = *( field-line CRLF )
    while let line = takeLine(&rest) {
        if line.isEmpty { return (body, bytes.count - rest.count) }
        let name = String(decoding: line.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
        let isToken = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0)) }
        guard !name.isEmpty, isToken, name.utf8.count < line.count else { return nil }
    }
    return nil
}

/// What stands before the first CR, which an LF follows; no control character is in it.
private func takeLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let line = rest.prefix { $0 != 0x0D }
    guard rest.dropFirst(line.count).starts(with: [0x0D, 0x0A]),
        line.allSatisfy({ $0 == 0x09 || (0x20...0x7E).contains($0) || $0 >= 0x80 })
    else { return nil }
    rest = rest.dropFirst(line.count + 2)
    return line
}
