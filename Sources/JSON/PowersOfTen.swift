/// 10ᵉ for every e that reading or writing a `Double` can meet, to 128 bits.
///
/// `PowersOfTen.table[e - minimum]` is g with 10ᵉ = g·2^(⌊log₂ 10ᵉ⌋ − 127), rounded up; 2¹²⁷ ≤ g < 2¹²⁸.
enum PowersOfTen {
    static let minimum = -342
    static let maximum = 324
    static let table: [UInt128] = negative.reversed() + positive
    /// The table, where it stays.
    nonisolated(unsafe) static let pointer = unsafe table.kept

    /// The 64 highest bits of 10⁰, 10⁻¹ … 10⁻³¹, where they stay.
    nonisolated(unsafe) static let fractions = unsafe (0..<32).map { UInt64(table[-$0 - minimum] >> 64) }.kept

    /// ⌊log₂ 10ᵉ⌋ for |e| ≤ 1233. Source: R. Giulietti, "The Schubfach way to render doubles", §9.
    @inline(__always) static func floorLog2(_ e: Int) -> Int { (e &* 1_741_647) >> 19 }

    /// 10⁰ … 10³²⁴: an exact integer, multiplied by ten each time.
    private static var positive: [UInt128] {
        var power: [UInt32] = [1]  // little endian
        return (0...maximum).map { _ in
            defer {
                var carry: UInt64 = 0
                for i in power.indices {
                    carry += UInt64(power[i]) * 10
                    power[i] = UInt32(truncatingIfNeeded: carry)
                    carry >>= 32
                }
                if carry > 0 { power.append(UInt32(carry)) }
            }
            return leadingBits(power)
        }
    }

    /// 10⁻¹ … 10⁻³⁴²: 2¹²⁸⁰ divided by ten each time. ⌊⌊x/10⌋/10⌋ = ⌊x/100⌋, so every quotient is exact,
    /// and its remainder is never 0: what `leadingBits` rounds up is always cut off.
    private static var negative: [UInt128] {
        var fraction = [UInt32](repeating: 0, count: 40) + [1]
        return (1...(-minimum)).map { _ in
            var remainder: UInt64 = 0
            for i in fraction.indices.reversed() {
                let part = remainder << 32 | UInt64(fraction[i])
                fraction[i] = UInt32(part / 10)
                remainder = part % 10
            }
            while fraction.last == 0 { fraction.removeLast() }
            return leadingBits([1] + fraction)  // the 1 stands for the remainder
        }
    }

    /// The 128 highest bits of an integer, rounded up, the highest set.
    private static func leadingBits(_ limbs: [UInt32]) -> UInt128 {
        var bits: UInt128 = 0
        var missing = 128
        var isInexact = false
        for limb in limbs.reversed() {
            let width = missing == 128 ? 32 - limb.leadingZeroBitCount : 32
            let kept = min(width, missing)
            bits = bits << UInt128(kept) | UInt128(limb >> UInt32(width - kept))
            isInexact = isInexact || limb & (UInt32(truncatingIfNeeded: (UInt64(1) << UInt64(width - kept)) - 1)) != 0
            missing -= kept
        }
        return (bits << UInt128(missing)) + (isInexact ? 1 : 0)
    }
}
