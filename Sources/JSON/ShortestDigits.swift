/// The digits of the shortest decimal that reads back to a number, and of those the closest:
/// (whole + digit/10)·10^(exponent + 1 − n), where n is how many digits `whole` may have (`BinaryScale.digits`).
///
/// Schubfach, one decimal place up: in units of 10^(k + 1), which is wider than the distance of two neighbouring numbers,
/// the number is x = c·P (see `BinaryScale`), and what reads back to it lies between x − P/2 and x + P/2. So there is
/// at most one whole number in there, and it is the shortest; else it is x rounded to one digit after the point,
/// which is in there as P/2 ≥ 0.05.
///
/// Source: R. Giulietti, "The Schubfach way to render doubles", 2020 to 2022, §8 to §10; it looks for a multiple of ten,
/// which takes a division.
struct ShortestDigits {
    var whole: UInt64
    var digit: UInt64
    var exponent: Int

    /// All choices are made by masks: which way they go is a toss that no branch predictor wins.
    ///
    /// - Parameters:
    ///   - x: finite
    ///   - scales: of `NumberTables`
    /// - Returns: `nil` where it is too close to call, and for subnormal numbers.
    @inline(__always)
    init?<S: BinaryFormat>(_ x: S, _ scales: UnsafePointer<BinaryScale>) {
        let magnitude = x.magnitudeBits
        let bits = magnitude & (S.hiddenBit &- 1)
        let c = bits | S.hiddenBit
        let scale = unsafe scales + Int(truncatingIfNeeded: magnitude &>> UInt64(S.significandBitCount))

        // x, its fraction in units of 2⁻⁶⁴: a few of them off, or 2²⁴ of a `Float`, for which 64 bits of P do.
        var (product, fraction) = unsafe scale.pointee.high.multipliedFullWidth(by: c)
        if !S.isNarrow {
            let low = unsafe scale.pointee.low.multipliedFullWidth(by: c).high
            let carry: Bool
            (fraction, carry) = fraction.addingReportingOverflow(low)
            product &+= carry ? 1 : 0
        }
        let upper = Self.mask(fraction)  // whether the nearest whole number is the one above
        let beyond = unsafe fraction ^ upper &- scale.pointee.reach
        let isWhole = Self.mask(beyond)
        let tenfold = (fraction &>> 3) &* 5 &+ 1 &<< 59  // 10·fraction + ½, in units of 2⁻⁶⁰
        whole = product &- isWhole & upper
        digit = ~isWhole & tenfold &>> 60
        exponent = unsafe Int(scale.pointee.exponent)

        let near: UInt64 = S.isNarrow ? 1 << 25 : 16
        let hasEasyPower = unsafe UInt64(scale.pointee.hasEasyPower)
        if beyond &+ near <= 2 &* near  // at the end of what reads back
            || tenfold &<< 4 &+ 10 &* near <= 20 &* near  // a tie
            || bits | hasEasyPower == 0
            || magnitude &- 1 < S.hiddenBit &- 1  // subnormal, and not 0
        {
            return nil
        }
    }

    /// All bits are set where the highest is.
    @inline(__always)
    private static func mask(_ x: UInt64) -> UInt64 { UInt64(bitPattern: Int64(bitPattern: x) &>> 63) }

    /// - Parameter x: finite and not 0
    @inline(never)
    init<S: BinaryFormat>(exactly x: S) {
        let decimal = Decimal(x)
        let full: UInt64 = S.isNarrow ? 100_000_000 : 10_000_000_000_000_000
        var digits = decimal.digits
        exponent = decimal.exponent + BinaryScale.digits(of: S.self)
        while digits < full {
            digits *= 10
            exponent -= 1
        }
        (whole, digit) = (digits / 10, digits % 10)
    }
}
