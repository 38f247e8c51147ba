/// Whole numbers below 10⁸ as eight digits.
enum EightDigits {
    /// "0" in every byte.
    static var ascii: UInt64 { 0x3030_3030_3030_3030 }

    /// The digits of two numbers, one a byte, the first in the lowest: divided in two, in four, in eight, all parts at
    /// once in one register.
    @inline(__always)
    static func of(_ n: SIMD2<UInt64>) -> SIMD2<UInt64> {
        let high = ((n & 0xFFFF_FFFF) &* 3_518_437_209) &>> 45  // ÷ 10⁴ below 10⁸
        let fours = unsafe unsafeBitCast(high &+ (n &- high &* 10_000) &<< 32, to: SIMD4<UInt32>.self)
        let hundreds = ((fours & 0x3FFF) &* 5_243) &>> 19  // ÷ 100 below 10⁴
        let ones =
            unsafe unsafeBitCast(fours, to: SIMD8<UInt16>.self)
            &- unsafeBitCast(hundreds, to: SIMD8<UInt16>.self) &* 100
        let twos = unsafe unsafeBitCast(
            hundreds &+ unsafeBitCast(ones, to: SIMD4<UInt32>.self) &<< 16, to: SIMD8<UInt16>.self)
        let tens = (twos &* 103) &>> 10  // ÷ 10 below 100
        return unsafe unsafeBitCast(tens | (twos &- tens &* 10) &<< 8, to: SIMD2<UInt64>.self)
    }
}
