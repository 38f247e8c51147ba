/// d·10ᵉ, the shortest decimal that reads back to a given floating-point number, and of those the closest.
struct Decimal: Equatable {
    var digits: UInt64
    var exponent: Int
}

/// A floating-point format whose finite numbers are c·2^q.
public protocol BinaryFormat: BinaryFloatingPoint {
    /// c and q of the absolute value, and whether the next smaller number is only half as far as the next larger.
    var parts: (significand: UInt64, exponent: Int, isUneven: Bool) { get }
}

extension Double: BinaryFormat {
    @inlinable public var parts: (significand: UInt64, exponent: Int, isUneven: Bool) {
        let (fraction, biased) = (significandBitPattern, Int(exponentBitPattern))
        if biased == 0 { return (fraction, -1074, false) }
        return (fraction | 1 << 52, biased - 1075, fraction == 0 && biased > 1)
    }
}

extension Float: BinaryFormat {
    @inlinable public var parts: (significand: UInt64, exponent: Int, isUneven: Bool) {
        let (fraction, biased) = (UInt64(significandBitPattern), Int(exponentBitPattern))
        if biased == 0 { return (fraction, -149, false) }
        return (fraction | 1 << 23, biased - 150, fraction == 0 && biased > 1)
    }
}

extension Decimal {
    /// Schubfach: of the decimals of one length, at most two lie near the number; take the shortest that lie within
    /// its rounding interval. `digits` may end in zeros. The operators that wrap do so where nothing can overflow.
    ///
    /// Source: R. Giulietti, "The Schubfach way to render doubles", 2020 to 2022, §8 to §10.
    ///
    /// - Parameters:
    ///   - c: the significand, not 0, below 2⁵³
    ///   - q: the exponent of 2
    ///   - isUneven: whether the interval below is half as wide as that above
    ///   - powers: `PowersOfTen.table`
    @inline(__always)
    init(_ c: UInt64, _ q: Int, isUneven: Bool, powers: UnsafePointer<UInt128>) {
        // k = ⌊log₁₀ of the interval's width⌋: 2^q, or ¾·2^q when uneven.
        let k = (q &* 1_262_611 &- (isUneven ? 524_031 : 0)) >> 22
        let h = UInt64(truncatingIfNeeded: q &+ PowersOfTen.floorLog2(0 &- k) &+ 1)  // 1…4
        let g = unsafe powers[0 &- k &- PowersOfTen.minimum]

        // Four times the number and the ends of its interval, in units of 10^k; the last bit is sticky.
        let number = Self.scaled(g, (4 &* c) &<< h)
        let isOdd = c & 1  // the ends count where c is even
        let lower = Self.scaled(g, (4 &* c &- (isUneven ? 1 : 2)) &<< h) &+ isOdd
        let upper = Self.scaled(g, (4 &* c &+ 2) &<< h) &- isOdd

        let s = number / 4
        let tenth = s / 10
        let tenBelow = lower <= 40 &* tenth
        let tenAbove = 40 &* tenth &+ 40 <= upper
        if tenBelow != tenAbove && s >= 10 {
            self.init(digits: tenth &+ (tenAbove ? 1 : 0), exponent: k &+ 1)
            return
        }
        let below = lower <= 4 &* s
        let above = 4 &* s &+ 4 <= upper
        let middle = 4 &* s &+ 2
        let isUp = below != above ? above : number > middle || (number == middle && s & 1 == 1)
        self.init(digits: s &+ (isUp ? 1 : 0), exponent: k)
    }

    /// g·c / 2¹²⁸ with every bit below the point folded into the last one.
    @inline(__always)
    private static func scaled(_ g: UInt128, _ c: UInt64) -> UInt64 {
        let low = UInt64(truncatingIfNeeded: g).multipliedFullWidth(by: c).high
        let high = UInt64(truncatingIfNeeded: g >> 64).multipliedFullWidth(by: c)
        let (fraction, carry) = high.low.addingReportingOverflow(low)
        return (high.high &+ (carry ? 1 : 0)) | (fraction > 1 ? 1 : 0)
    }
}
