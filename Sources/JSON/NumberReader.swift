internal import CDecimal

/// Reads numbers (RFC 8259 §6), each to the nearest `Double`, −0 and −0.0 to −0.0.
///
/// Eight digits are read at once, from a word of eight bytes, so that there is no branch for each of them; nor is there
/// for how many digits there are, which is what a processor cannot predict. Such a form takes what has at most 19
/// digits, and an exponent of three at most; `anyNumber` takes the rest.
///
/// Source: D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience 51 (2021).
@safe struct NumberReader {
    let end: UnsafeRawPointer
    let powers = unsafe PowersOfTen.pointer
    let fractions = unsafe PowersOfTen.fractions
    /// By which of the processor's vectors arrays are read first.
    let vectors: cdecimal_vectors

    /// Reads the number at `p`, which is before the end, and moves `p` behind it.
    ///
    /// - Returns: `nil` where there is none, or one that is too large.
    @inline(__always)
    func read(_ p: inout UnsafeRawPointer) -> Double? {
        let minus: UInt64 = unsafe p.load(as: UInt8.self) == UInt8(ascii: "-") ? 1 : 0
        var q = unsafe p + Int(truncatingIfNeeded: minus)

        var whole = unsafe UInt64(q.load(as: UInt8.self) &- 0x30)
        if unsafe q.load(fromByteOffset: 1, as: UInt8.self) == UInt8(ascii: "."), whole < 10 {
            unsafe q += 2
        } else {
            let digits = unsafe DigitText(at: q)
            let count = digits.count
            // No digit, eight or more, or others after a 0: one branch for them all.
            if UInt(bitPattern: count &- 1) >= (whole == 0 ? 1 : 7) { return unsafe other(&p) }
            whole = digits.last
            unsafe q += count
            if unsafe q.load(as: UInt8.self) != UInt8(ascii: ".") {
                if unsafe isExponent(q) { return unsafe scaled(&p, q, whole, 0, minus) }
                unsafe p = q
                return Self.signed(Double(whole), minus)
            }
            unsafe q += 1
        }

        let first = unsafe DigitText(at: q)
        if !first.isFull {
            let mantissa = whole &* 100_000_000 &+ first.padded
            unsafe q += first.count
            if first.count == 0 { return nil }
            if unsafe isExponent(q) { return unsafe scaled(&p, q, mantissa, -8, minus) }
            if mantissa > 1 << 53 { return unsafe other(&p) }
            unsafe p = q
            return Self.signed(Double(mantissa) / 1e8, minus)  // one rounding: both are exact
        }

        let (second, third) = unsafe (DigitText(at: q + 8), DigitText(at: q + 16))
        let more = second.isFull ? third.count : 0
        let sixteen = (whole &* 100_000_000 &+ first.value) &* 100_000_000 &+ second.padded
        if unsafe whole >= 1000 || sixteen >= Self.limits[unchecked: more] { return unsafe other(&p) }
        let mantissa = unsafe sixteen &* Self.powers[unchecked: more] &+ third.first(more)
        unsafe q += 8 + second.count + more
        if unsafe isExponent(q) { return unsafe scaled(&p, q, mantissa, -16 &- more, minus) }
        guard let bits = unsafe Binary64.nearest(mantissa, -16 &- more, powers) else { return unsafe other(&p) }
        unsafe p = q
        return Double(bitPattern: bits | minus << 63)
    }

    /// `anyNumber`, so called that `p` can otherwise stay in a register.
    @inline(__always)
    private func other(_ p: inout UnsafeRawPointer) -> Double? {
        var q = unsafe p
        let number = unsafe anyNumber(&q)
        unsafe p = q
        return number
    }

    /// m·10ᵉ times the power of ten at `q`.
    @inline(__always)
    private func scaled(
        _ p: inout UnsafeRawPointer, _ q: UnsafeRawPointer, _ m: UInt64, _ e: Int, _ minus: UInt64
    ) -> Double? {
        guard let (number, end) = unsafe scaled(q, m, e) else { return unsafe other(&p) }
        unsafe p = end
        return Self.signed(number, minus)
    }

    /// - Returns: The number, and where it ends; `nil` where this is nothing for so few steps.
    @inline(never)
    private func scaled(_ q: UnsafeRawPointer, _ m: UInt64, _ e: Int) -> (Double, UnsafeRawPointer)? {
        let sign = unsafe q.load(fromByteOffset: 1, as: UInt8.self)
        let hasSign = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
        let text = unsafe q + (hasSign ? 2 : 1)
        let digits = unsafe DigitText(at: text)
        let count = digits.count
        guard UInt(bitPattern: count &- 1) < 3 else { return nil }
        let written = Int(truncatingIfNeeded: digits.last)
        let exponent = sign == UInt8(ascii: "-") ? e &- written : e &+ written
        guard PowersOfTen.minimum...PowersOfTen.maximum ~= exponent,
            let bits = unsafe Binary64.nearest(m, exponent, powers)
        else { return nil }
        return unsafe (Double(bitPattern: bits), text + count)
    }

    @inline(__always)
    private func isExponent(_ p: UnsafeRawPointer) -> Bool {
        unsafe p.load(as: UInt8.self) | 0x20 == UInt8(ascii: "e")
    }

    @inline(__always)
    static func signed(_ magnitude: Double, _ minus: UInt64) -> Double {
        Double(bitPattern: magnitude.bitPattern | minus << 63)
    }

    /// 10ⁿ
    private static let powers: InlineArray<9, UInt64> = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
    ]
    /// What is below has at most 19 digits when n more follow it; after eight more there may be others.
    private static let limits: InlineArray<9, UInt64> = [
        10_000_000_000_000_000_000, 1_000_000_000_000_000_000, 100_000_000_000_000_000, 10_000_000_000_000_000,
        1_000_000_000_000_000, 100_000_000_000_000, 10_000_000_000_000, 1_000_000_000_000, 0,
    ]
}
