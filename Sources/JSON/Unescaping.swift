extension String {
    /// A string of a document, which is known to be well written (RFC 8259 §7).
    init(unescaping bytes: Span<UInt8>, hasEscapes: Bool) {
        guard hasEscapes else {
            self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
            return
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                i += 1
                continue
            }
            let letter = bytes[i + 1]
            i += 2
            switch letter {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                var scalar = Self.unit(bytes, at: i)
                i += 4
                if (0xD800...0xDBFF).contains(scalar) {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (Self.unit(bytes, at: i + 2) - 0xDC00)
                    i += 6
                }
                text.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
            default: text.append(letter)
            }
        }
        self.init(decoding: text, as: UTF8.self)
    }

    /// Four hexadecimal digits.
    private static func unit(_ bytes: Span<UInt8>, at i: Int) -> UInt32 {
        (i..<i + 4).reduce(0) { $0 << 4 | (hexadecimalDigit(bytes[$1]) ?? 0) }
    }
}
