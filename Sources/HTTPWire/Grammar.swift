/// Characters of RFC 9110 §5.6.2 and RFC 3986, as one table: a bit a class.
enum Grammar {
    /// tchar: what methods and field names are made of.
    static func isToken(_ byte: UInt8) -> Bool { classes[Int(byte)] & 1 != 0 }
    /// What a path or query is made of: unreserved, sub-delims, `:@/?%`.
    static func isTarget(_ byte: UInt8) -> Bool { classes[Int(byte)] & 2 != 0 }
    /// unreserved: what needs no percent-encoding.
    static func isUnreserved(_ byte: UInt8) -> Bool { classes[Int(byte)] & 4 != 0 }
    /// What a field's value is made of: visible characters, bytes above ASCII, space and tab.
    static func isFieldValue(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x09 }

    private static let classes: [UInt8] = {
        var classes = [UInt8](repeating: 0, count: 256)
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        for byte in (letters + "!#$%&'*+-.^_`|~").utf8 { classes[Int(byte)] |= 1 }
        for byte in (letters + "-._~!$&'()*+,;=:@/?%").utf8 { classes[Int(byte)] |= 2 }
        for byte in (letters + "-._~").utf8 { classes[Int(byte)] |= 4 }
        return classes
    }()

    static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
