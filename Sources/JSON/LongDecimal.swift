private import Glibc

/// A number (RFC 8259 §6) as it is written, of any length.
@safe struct LongDecimal {
    var isNegative = false
    /// Its first significant digits, 19 at most.
    var mantissa: UInt64 = 0
    /// The power of ten that they are multiplied by.
    var exponent = 0
    /// Whether digits were left out that are not 0.
    var isCut = false

    private let start: UnsafeRawPointer
    private let end: UnsafeRawPointer

    /// Reads the number at `p` and moves `p` behind it.
    ///
    /// - Returns: `nil` where there is none.
    init?(_ p: inout UnsafeRawPointer, end: UnsafeRawPointer) {
        unsafe (start, self.end) = (p, end)
        if unsafe p < end, unsafe p.load(as: UInt8.self) == UInt8(ascii: "-") {
            isNegative = true
            unsafe p += 1
        }
        if unsafe p < end, unsafe p.load(as: UInt8.self) == UInt8(ascii: "0") {
            unsafe p += 1
            if unsafe Self.digit(p, end) != nil { return nil }
        } else if unsafe !addDigits(&p, scale: 0) {
            return nil
        }
        if unsafe p < end, unsafe p.load(as: UInt8.self) == UInt8(ascii: ".") {
            unsafe p += 1
            if unsafe !addDigits(&p, scale: 1) { return nil }
        }
        if unsafe p < end, unsafe p.load(as: UInt8.self) | 0x20 == UInt8(ascii: "e") {
            unsafe p += 1
            guard let written = unsafe Self.writtenExponent(&p, end) else { return nil }
            exponent += written
        }
    }

    @inline(__always)
    private static func digit(_ p: UnsafeRawPointer, _ end: UnsafeRawPointer) -> UInt64? {
        guard unsafe p < end else { return nil }
        let digit = unsafe p.load(as: UInt8.self) &- 0x30
        return digit < 10 ? UInt64(digit) : nil
    }

    /// Digits before the point, or after it.
    ///
    /// - Parameter scale: by how much each of them makes the exponent smaller
    /// - Returns: Whether there were any.
    @inline(__always)
    private mutating func addDigits(_ p: inout UnsafeRawPointer, scale: Int) -> Bool {
        let first = unsafe p
        while let digit = unsafe Self.digit(p, end) {
            if mantissa < 1_000_000_000_000_000_000 {
                mantissa = mantissa &* 10 &+ digit
                exponent -= scale
            } else {
                isCut = isCut || digit != 0
                exponent += 1 - scale
            }
            unsafe p += 1
        }
        return unsafe p > first
    }

    /// What stands after the `e`; beyond a million millions it makes no difference how much.
    private static func writtenExponent(_ p: inout UnsafeRawPointer, _ end: UnsafeRawPointer) -> Int? {
        guard unsafe p < end else { return nil }
        let sign = unsafe p.load(as: UInt8.self)
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { unsafe p += 1 }
        guard unsafe Self.digit(p, end) != nil else { return nil }
        var exponent = 0
        while let digit = unsafe Self.digit(p, end) {
            if exponent < 1_000_000_000_000 { exponent = exponent * 10 + Int(digit) }
            unsafe p += 1
        }
        return sign == UInt8(ascii: "-") ? -exponent : exponent
    }

    /// The nearest `Double` to its absolute value, by the C library, which is exact and slow.
    var nearestDouble: Double { unsafe withText { unsafe strtod($0, nil) } }
    /// The nearest `Float` to its absolute value.
    var nearestFloat: Float { unsafe withText { unsafe strtof($0, nil) } }

    /// A middle between two neighbouring numbers has 767 significant digits at most: if any digits beyond so many are
    /// not 0, all of them together are as good as one 1. Without a point the locale has no say.
    private func withText<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let most = 800
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: most + 32) { text in
            var (count, omitted, isInexact) = (0, 0, false)
            var exponent = exponent
            var p = unsafe start
            while unsafe p < end {
                let byte = unsafe p.load(as: UInt8.self)
                unsafe p += 1
                if byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") { continue }
                guard byte &- 0x30 < 10 else { break }
                if count == 0, byte == UInt8(ascii: "0") { continue }
                if count < most {
                    unsafe text[count] = CChar(byte)
                    count += 1
                } else {
                    omitted += 1
                    isInexact = isInexact || byte != UInt8(ascii: "0")
                }
            }
            // `exponent` goes with the 19 digits of the mantissa.
            exponent -= max(count - 19, 0)
            if isInexact {
                unsafe text[count] = CChar(UInt8(ascii: "1"))
                count += 1
                exponent -= 1
            }
            for byte in "e\(exponent)\0".utf8 {
                unsafe text[count] = CChar(byte)
                count += 1
            }
            return unsafe body(text.baseAddress.unsafelyUnwrapped)
        }
    }
}
