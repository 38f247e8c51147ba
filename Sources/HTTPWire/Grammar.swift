/// Characters of RFC 9110 §5.6.2 and RFC 3986, each class as a bit for every ASCII character.
enum Grammar {
    /// tchar: what methods and field names are made of.
    static func isToken(_ byte: UInt8) -> Bool { has(0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE, byte) }
    /// What a path or query is made of: unreserved, sub-delims, `:@/?%`.
    static func isTarget(_ byte: UInt8) -> Bool { has(0xAFFF_FFF2_0000_0000, 0x47FF_FFFE_87FF_FFFF, byte) }
    /// What a host's name is made of, but for percent-encoding: unreserved, sub-delims.
    static func isName(_ byte: UInt8) -> Bool { has(0x2BFF_7FD2_0000_0000, 0x47FF_FFFE_87FF_FFFE, byte) }
    /// unreserved: what needs no percent-encoding.
    static func isUnreserved(_ byte: UInt8) -> Bool { has(0x03FF_6000_0000_0000, 0x47FF_FFFE_87FF_FFFE, byte) }
    /// What a field's value is made of: visible characters, bytes above ASCII, space and tab.
    static func isFieldValue(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x09 }

    /// - Parameters:
    ///   - low: the bits of 0…63
    ///   - high: those of 64…127
    @inline(__always)
    private static func has(_ low: UInt64, _ high: UInt64, _ byte: UInt8) -> Bool {
        byte < 0x80 && (byte < 0x40 ? low : high) >> UInt64(byte & 0x3F) & 1 != 0
    }

    static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
