/// Reading strings (RFC 8259 §7): where they lie and that they are well written; they stay in the text.
extension Index {
    /// The string whose quotation mark the cursor is at.
    @unsafe mutating func readString(_ text: inout Cursor) -> Bool {
        let start = unsafe text.p + 1
        var (p, tag, isASCII) = unsafe (start, Entry.Tag.string, true)
        scan: while unsafe p < text.end {
            let ordinary = unsafe Self.ordinary(word64(p))
            unsafe p += ordinary
            if ordinary == 8 { continue }
            guard unsafe p < text.end else { return false }
            switch unsafe p.load(as: UInt8.self) {
            case UInt8(ascii: "\""): break scan
            case UInt8(ascii: "\\"):
                guard let length = unsafe Self.escape(at: p, end: text.end) else { return false }
                tag = .escapedString
                unsafe p += length
            case 0..<0x20: return false
            default:
                isASCII = false
                unsafe p += 1
            }
        }
        guard unsafe p < text.end else { return false }
        unsafe text.p = p + 1
        let count = unsafe p - start
        if !isASCII, unsafe !Self.isUTF8(UnsafeRawBufferPointer(start: start, count: count)) { return false }
        return append(
            Entry(tag, extent: UInt32(truncatingIfNeeded: count), low: unsafe text.offset(of: start)))
    }

    /// How many of eight bytes, from the first on, are ASCII, no control character, no `"` and no `\`.
    @inline(__always)
    private static func ordinary(_ word: UInt64) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        // The highest bit of a byte from which one, or 32, had to borrow; right up to the first.
        let found = (quote &- ones) | (backslash &- ones) | (word &- ones &* 0x20) | word
        return (found & (ones &* 0x80)).trailingZeroBitCount / 8
    }

    private static func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
        unsafe bytes.withMemoryRebound(to: UInt8.self) { bytes in
            (try? UTF8Span(validating: unsafe bytes.span)) != nil
        }
    }

    /// How long the escape is that begins with the `\` at `p`; half a surrogate pair is none.
    private static func escape(at p: UnsafeRawPointer, end: UnsafeRawPointer) -> Int? {
        guard unsafe p + 1 < end else { return nil }
        switch unsafe p.load(fromByteOffset: 1, as: UInt8.self) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            guard unsafe p + 6 <= end, let unit = unsafe hexadecimal(at: p + 2) else { return nil }
            switch unit {
            case 0xD800...0xDBFF:
                guard unsafe p + 12 <= end, unsafe p.load(fromByteOffset: 6, as: UInt8.self) == UInt8(ascii: "\\"),
                    unsafe p.load(fromByteOffset: 7, as: UInt8.self) == UInt8(ascii: "u"),
                    let low = unsafe hexadecimal(at: p + 8), (0xDC00...0xDFFF).contains(low)
                else { return nil }
                return 12
            case 0xDC00...0xDFFF: return nil
            default: return 6
            }
        default: return nil
        }
    }

    private static func hexadecimal(at p: UnsafeRawPointer) -> UInt32? {
        var value: UInt32 = 0
        for i in 0..<4 {
            guard let digit = unsafe hexadecimalDigit(p.load(fromByteOffset: i, as: UInt8.self)) else { return nil }
            value = value << 4 | digit
        }
        return value
    }
}

/// 0 to 15
func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x57
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x37
    default: nil
    }
}
