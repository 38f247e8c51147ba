/// d·10ᵉ, the shortest decimal that reads back to a given floating-point number, and of those the closest.
struct Decimal: Equatable {
    /// May end in zeros.
    var digits: UInt64
    var exponent: Int

    /// Schubfach: with 10^k the largest power of ten that is no larger than the distance of two neighbouring numbers,
    /// the number is x·10^k, and what reads back to it lies between x − w and x + w, where ½ ≤ w < 5. So a multiple
    /// of ten in there is the shortest, and there is at most one; else it is the whole number nearest to x.
    ///
    /// This is the way without error. It answers where `ShortestDigits` cannot tell.
    ///
    /// Source: R. Giulietti, "The Schubfach way to render doubles", 2020 to 2022, §8 to §10.
    /// The operators that wrap do so where nothing can overflow.
    ///
    /// - Parameter x: finite and not 0
    init<S: BinaryFormat>(_ x: S) {
        let (c, q, isUneven) = x.parts
        let k = (q &* 1_262_611 &- (isUneven ? 524_031 : 0)) >> 22  // the width is 2^q, or ¾·2^q when uneven
        let h = UInt64(truncatingIfNeeded: q &+ PowersOfTen.floorLog2(0 &- k) &+ 1)
        let g = PowersOfTen.table[0 &- k &- PowersOfTen.minimum]

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
            (digits, exponent) = (tens &+ (tensAbove ? 10 : 0), k)
            return
        }
        let below = lower <= 4 &* s
        let above = 4 &* s &+ 4 <= upper
        let middle = 4 &* s &+ 2
        let isUp = below != above ? above : number > middle || (number == middle && s & 1 == 1)
        (digits, exponent) = (s &+ (isUp ? 1 : 0), k)
    }

    /// g·c / 2¹²⁸ with every bit below the point folded into the last one.
    private static func scaled(_ g: UInt128, _ c: UInt64) -> UInt64 {
        let low = UInt64(truncatingIfNeeded: g).multipliedFullWidth(by: c).high
        let high = UInt64(truncatingIfNeeded: g >> 64).multipliedFullWidth(by: c)
        let (fraction, carry) = high.low.addingReportingOverflow(low)
        return (high.high &+ (carry ? 1 : 0)) | (fraction > 1 ? 1 : 0)
    }
}
