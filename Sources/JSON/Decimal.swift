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
    /// Schubfach: with 10^k the largest power of ten that is no larger than the distance of two neighbouring numbers,
    /// the number is x·10^k, and what reads back to it lies between x − w and x + w, where ½ ≤ w < 5. So a multiple
    /// of ten in there is the shortest, and there is at most one; else it is the whole number nearest to x.
    ///
    /// Source: R. Giulietti, "The Schubfach way to render doubles", 2020 to 2022, §8 to §10. `digits` may end in zeros.
    /// The operators that wrap do so where nothing can overflow.
    ///
    /// - Parameters:
    ///   - c: the significand, not 0, below 2⁵³
    ///   - q: the exponent of 2
    ///   - isUneven: whether the interval below is half as wide as that above
    ///   - powers: `PowersOfTen.table`
    @inline(__always)
    init(_ c: UInt64, _ q: Int, isUneven: Bool, powers: UnsafePointer<UInt128>) {
        let k = (q &* 1_262_611) >> 22  // ⌊log₁₀ 2^q⌋
        let h = UInt64(truncatingIfNeeded: q &+ PowersOfTen.floorLog2(0 &- k) &+ 1)  // 1…4
        let g = unsafe powers[0 &- k &- PowersOfTen.minimum]

        // x = g·c·2^h / 2¹²⁸, its fraction to 64 bits; it and w are at most two units of the last bit off.
        let high = UInt64(truncatingIfNeeded: g >> 64)
        let low = UInt64(truncatingIfNeeded: g).multipliedFullWidth(by: c &<< h).high
        let product = high.multipliedFullWidth(by: c &<< h)
        let (fraction, carry) = product.low.addingReportingOverflow(low)
        let whole = product.high &+ (carry ? 1 : 0)
        let ones = whole % 10

        // In units of 2⁻⁶⁰: how far the multiples of ten below and above are, and w.
        let below = ones &<< 60 | fraction &>> 4
        let above = (10 &<< 60) &- below
        let w = high &>> (5 &- h)
        let near: UInt64 = 8
        let isClose =
            below &- w &+ near <= 2 &* near || above &- w &+ near <= 2 &* near
            || fraction &- (1 &<< 63) &+ near <= 2 &* near
        if isUneven || isClose {
            unsafe self.init(exactly: c, q, isUneven: isUneven, powers: powers)
            return
        }
        // Both answers are made and one is taken: which one is a toss that no branch predictor wins.
        let multipleOfTen = whole &- ones &+ (above < w ? 10 : 0)
        let nearest = whole &+ fraction &>> 63
        self.init(digits: below < w || above < w ? multipleOfTen : nearest, exponent: k)
    }

    /// The same without error: for where the interval is uneven, or its end or a tie is too close to call.
    @inline(never)
    private init(exactly c: UInt64, _ q: Int, isUneven: Bool, powers: UnsafePointer<UInt128>) {
        let k = (q &* 1_262_611 &- (isUneven ? 524_031 : 0)) >> 22  // the width is 2^q, or ¾·2^q when uneven
        let h = UInt64(truncatingIfNeeded: q &+ PowersOfTen.floorLog2(0 &- k) &+ 1)
        let g = unsafe powers[0 &- k &- PowersOfTen.minimum]

        // Four times the number and the ends of its interval, in units of 10^k; the last bit is sticky.
        let number = Self.scaled(g, (4 &* c) &<< h)
        let isOdd = c & 1  // the ends count where c is even
        let lower = Self.scaled(g, (4 &* c &- (isUneven ? 1 : 2)) &<< h) &+ isOdd
        let upper = Self.scaled(g, (4 &* c &+ 2) &<< h) &- isOdd

        let s = number / 4
        let tens = s / 10 &* 10
        let tensBelow = lower <= 4 &* tens
        let tensAbove = 4 &* tens &+ 40 <= upper
        if tensBelow != tensAbove && s >= 10 {
            self.init(digits: tens &+ (tensAbove ? 10 : 0), exponent: k)
            return
        }
        let below = lower <= 4 &* s
        let above = 4 &* s &+ 4 <= upper
        let middle = 4 &* s &+ 2
        let isUp = below != above ? above : number > middle || (number == middle && s & 1 == 1)
        self.init(digits: s &+ (isUp ? 1 : 0), exponent: k)
    }

    /// g·c / 2¹²⁸ with every bit below the point folded into the last one.
    private static func scaled(_ g: UInt128, _ c: UInt64) -> UInt64 {
        let low = UInt64(truncatingIfNeeded: g).multipliedFullWidth(by: c).high
        let high = UInt64(truncatingIfNeeded: g >> 64).multipliedFullWidth(by: c)
        let (fraction, carry) = high.low.addingReportingOverflow(low)
        return (high.high &+ (carry ? 1 : 0)) | (fraction > 1 ? 1 : 0)
    }
}
