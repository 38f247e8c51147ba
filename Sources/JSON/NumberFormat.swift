/// Lays numbers down as JSON text: always with a point or an exponent, so that −0.0 and 1.0 stay what they are.
///
/// 0.00001 ≤ |x| < 10¹⁶ is written in full (`0.1`, `250.0`), the rest with an exponent (`1.5e-7`, `1e300`).
@safe struct NumberFormat {
    /// The room one number may take: `-1.2345678901234567e-308`, and what the eight-byte stores run over.
    static let room = 48

    private let powers: UnsafePointer<UInt128>

    /// Calls `body` with the table of powers pinned.
    @inline(__always)
    static func with<Result>(_ body: (NumberFormat) -> Result) -> Result {
        unsafe PowersOfTen.table.withUnsafeBufferPointer { table in
            body(unsafe NumberFormat(powers: table.baseAddress.unsafelyUnwrapped))
        }
    }

    /// Writes a finite number at `start`, where `room` bytes are free.
    ///
    /// - Returns: The end of what was written.
    @inline(__always)
    @unsafe func write<S: BinaryFormat>(_ x: S, at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        var p = unsafe start
        unsafe Self.store(UInt8(ascii: "-"), p)
        unsafe p += x.sign == .minus ? 1 : 0
        let (c, q, isUneven) = x.parts
        if c == 0 {
            unsafe Self.store(Self.zeroPointZeros, p)
            return unsafe p + 3
        }
        let decimal = unsafe Decimal(c, q, isUneven: isUneven, powers: powers)
        return unsafe Self.write(decimal, at: p)
    }

    @inline(__always)
    @unsafe private static func write(_ decimal: Decimal, at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer
    {
        // Exactly 17 digits: one, then eight, then eight.
        var (d, exponent) = (decimal.digits, decimal.exponent &+ 16)
        let isShort = d < 10_000_000_000_000_000
        d = isShort ? d &* 10 : d
        exponent = isShort ? exponent &- 1 : exponent
        while d < 10_000_000_000_000_000 {  // only of subnormal numbers and of floats
            d &*= 10
            exponent &-= 1
        }
        let leading = d / 100_000_000
        let first = UInt8(truncatingIfNeeded: leading / 100_000_000)
        let middle = eightDigits(UInt32(truncatingIfNeeded: leading % 100_000_000))
        let last = eightDigits(UInt32(truncatingIfNeeded: d % 100_000_000))
        // How many digits count after the first: the text's last digit lies in the highest byte.
        let zeros = last == 0 ? 8 + middle.leadingZeroBitCount / 8 : last.leadingZeroBitCount / 8
        let count = 16 - zeros
        var p = unsafe start
        switch exponent {
        case 0..<16:
            // The whole part, the point, and at least one digit.
            unsafe store(first | 0x30, p)
            unsafe store(middle | ascii, p + 1)
            unsafe store(last | ascii, p + 9)
            unsafe p += exponent + 1
            if exponent == 0 {
                unsafe store(middle | ascii, p + 1)
                unsafe store(last | ascii, p + 9)
            } else {
                let fraction = unsafe (p.loadUnaligned(as: UInt64.self), (p + 8).loadUnaligned(as: UInt64.self))
                unsafe store(fraction.0, p + 1)
                unsafe store(fraction.1, p + 9)
            }
            unsafe store(UInt8(ascii: "."), p)
            return unsafe p + 1 + max(count - exponent, 1)
        case -5..<0:
            unsafe store(zeroPointZeros, p)
            unsafe p += 1 - exponent
            unsafe store(first | 0x30, p)
            unsafe store(middle | ascii, p + 1)
            unsafe store(last | ascii, p + 9)
            return unsafe p + 1 + count
        default:
            unsafe store(first | 0x30, p)
            unsafe store(UInt8(ascii: "."), p + 1)
            unsafe store(middle | ascii, p + 2)
            unsafe store(last | ascii, p + 10)
            unsafe p += count == 0 ? 1 : count + 2
            unsafe store(UInt8(ascii: "e"), p)
            return unsafe writeExponent(exponent, at: p + 1)
        }
    }

    /// A whole number of at most three digits.
    @unsafe private static func writeExponent(
        _ exponent: Int, at start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        var p = unsafe start
        if exponent < 0 {
            unsafe store(UInt8(ascii: "-"), p)
            unsafe p += 1
        }
        let e = exponent.magnitude
        if e >= 100 {
            unsafe store(UInt8(truncatingIfNeeded: e / 100) | 0x30, p)
            unsafe p += 1
        }
        if e >= 10 {
            unsafe store(UInt8(truncatingIfNeeded: e / 10 % 10) | 0x30, p)
            unsafe p += 1
        }
        unsafe store(UInt8(truncatingIfNeeded: e % 10) | 0x30, p)
        return unsafe p + 1
    }

    /// "0.000000"
    private static let zeroPointZeros: UInt64 = 0x3030_3030_3030_2E30
    /// "0" in every byte.
    private static let ascii: UInt64 = 0x3030_3030_3030_3030

    /// The eight digits of n < 10⁸, one a byte, the first in the lowest: divided in two, in four, in eight, all
    /// parts at once in one register.
    @inline(__always)
    private static func eightDigits(_ n: UInt32) -> UInt64 {
        let fours = UInt64(n / 10_000) | UInt64(n % 10_000) << 32
        let hundreds = (fours &* 10_486) >> 20 & 0x0000_007F_0000_007F  // ÷ 100 below 10⁴
        let twos = hundreds | (fours &- hundreds &* 100) << 16
        let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F  // ÷ 10 below 100
        return tens | (twos &- tens &* 10) << 8
    }

    @inline(__always)
    @unsafe private static func store<Word: FixedWidthInteger & BitwiseCopyable>(
        _ word: Word, _ p: UnsafeMutableRawPointer
    ) {
        unsafe p.storeBytes(of: word, as: Word.self)
    }
}
