/// The `Double` nearest to a decimal, ties to even.
enum Binary64 {
    /// The bits of the one nearest to m·10ᵉ.
    ///
    /// With g·2^s = 10ᵉ, the product of m, its highest bit set, and g has its significant bits in front. Where g is cut
    /// off, and at first its lower half left out, the product is too small by less than can change the rounding, unless
    /// it is close to the middle between two numbers.
    ///
    /// Source: D. Lemire, "Number parsing at a gigabyte per second", §5 to §8.
    ///
    /// - Parameters:
    ///   - powers: `PowersOfTen.pointer`
    ///   - e: a power that the table has
    /// - Returns: `nil` where the number lies close to a tie, is no normal number, or 0.
    @inline(__always)
    static func nearest(_ m: UInt64, _ e: Int, _ powers: UnsafePointer<UInt128>) -> UInt64? {
        let zeros = m.leadingZeroBitCount
        let g = unsafe powers[e &- PowersOfTen.minimum]
        let product = (m << UInt64(truncatingIfNeeded: zeros))
            .multipliedFullWidth(by: UInt64(truncatingIfNeeded: g >> 64))
        // The highest bit is that of 2¹²⁷ or of 2¹²⁶, a toss that no branch predictor wins; afterwards of 2¹²⁷, and up
        // to two units may be missing.
        let isLow = ~product.high >> 63
        let bits = product.high &<< isLow | product.low >> 63 & isLow
        let exponent = PowersOfTen.floorLog2(e) &- zeros &- Int(truncatingIfNeeded: isLow) &+ 1087
        // 53 bits count; of the 11 after them those just below a half, and a half, could be either.
        let isClose = bits & 0x7FF &- 0x3FE <= 2
        if isClose || UInt64(bitPattern: Int64(exponent &- 1)) >= 2045 || m == 0 { return nil }
        return UInt64(truncatingIfNeeded: exponent &- 1) << 52 &+ bits >> 11 &+ (bits >> 10 & 1)
    }

    /// The same with all of g, and for every result.
    ///
    /// - Parameter m: not 0
    /// - Returns: The bits, perhaps of infinity; `nil` where the number is, or may be, a tie.
    @inline(never)
    static func nearestOrTie(_ m: UInt64, _ e: Int, _ powers: UnsafePointer<UInt128>) -> UInt64? {
        if e < PowersOfTen.minimum { return 0 }  // m·10ᵉ < 2⁶⁴·10⁻³⁴³, less than half the smallest number
        if e > 308 { return Double.infinity.bitPattern }
        let zeros = m.leadingZeroBitCount
        let g = unsafe powers[e &- PowersOfTen.minimum]
        let shifted = m << UInt64(truncatingIfNeeded: zeros)
        // ⌊product / 2⁶⁴⌋; the true one lies within one unit of it.
        let high = shifted.multipliedFullWidth(by: UInt64(truncatingIfNeeded: g >> 64))
        let low = shifted.multipliedFullWidth(by: UInt64(truncatingIfNeeded: g)).high
        let product = UInt128(high.high) << 64 &+ UInt128(high.low) &+ UInt128(low)
        let carry = Int(truncatingIfNeeded: product >> 127)
        var exponent = PowersOfTen.floorLog2(e) &- zeros &+ carry &+ 1086
        var dropped = 74 &+ carry
        if exponent < 1 {  // subnormal: fewer bits count
            dropped &+= 1 &- exponent
            exponent = 1
            if dropped > 128 { return 0 }
        }
        let half = UInt128(1) << UInt128(truncatingIfNeeded: dropped &- 1)
        let rest = product & (half << 1 &- 1)
        if rest == half { return nil }
        let kept = UInt64(truncatingIfNeeded: product >> UInt128(truncatingIfNeeded: dropped))
        let bits = UInt64(truncatingIfNeeded: exponent &- 1) << 52 &+ kept &+ (rest > half ? 1 : 0)
        return min(bits, Double.infinity.bitPattern)
    }
}
