extension NumberReader {
    /// Reads any number at `p`, digit by digit, and moves `p` behind it.
    ///
    /// - Returns: `nil` where there is none, or one that is too large.
    @inline(never)
    func anyNumber(_ p: inout UnsafeRawPointer) -> Double? {
        guard let decimal = unsafe LongDecimal(&p, end: end) else { return nil }
        let magnitude = magnitude(decimal)
        return magnitude.isFinite ? Self.signed(magnitude, decimal.isNegative ? 1 : 0) : nil
    }

    private func magnitude(_ decimal: LongDecimal) -> Double {
        let (m, e) = (decimal.mantissa, decimal.exponent)
        if m == 0 { return 0 }
        if e == 0, !decimal.isCut { return Double(m) }
        if let bits = unsafe Binary64.nearestOrTie(m, e, powers) {
            if !decimal.isCut { return Double(bitPattern: bits) }
            // The number lies between m·10ᵉ and (m + 1)·10ᵉ.
            if let above = unsafe Binary64.nearestOrTie(m + 1, e, powers), above == bits {
                return Double(bitPattern: bits)
            }
        }
        return decimal.nearestDouble
    }
}
