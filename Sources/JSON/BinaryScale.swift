/// What the decimals of all numbers with one exponent q of two have in common: P = 2^q / 10^(k + 1), where
/// k = ⌊log₁₀ 2^q⌋, so that 0.1 ≤ P < 1.
struct BinaryScale {
    /// The 64 bits of P after the point, and the next 64: one unit of the last bit off, at most.
    let high, low: UInt64
    /// P/2, in units of 2⁻⁶⁴: how far from a number what reads back to it may lie.
    let reach: UInt64
    /// The exponent of ten of a number whose c·P has the most digits that it can have: `digits(of:)`.
    let exponent: Int32
    /// 1 where the power of two with this exponent needs no exact arithmetic, though its interval is uneven.
    let hasEasyPower: UInt32

    /// One for every exponent, as it stands in the bits of a finite `Double`; and of a `Float`.
    static func doubles() -> [BinaryScale] { scales(Double.self) }
    static func floats() -> [BinaryScale] { scales(Float.self) }

    /// How many digits c·P has before the point, or one or two fewer.
    @inline(__always) static func digits<S: BinaryFormat>(of type: S.Type) -> Int { S.isNarrow ? 8 : 16 }

    private static func scales<S: BinaryFormat>(_ type: S.Type) -> [BinaryScale] {
        (0..<Int(S.infinity.exponentBitPattern)).map { $0 == 0 ? zero(type) : BinaryScale(biased: $0, type) }
    }

    /// That of zero, whose product is 0 and whose exponent is 0 once the digits it lacks are counted. Subnormal numbers
    /// have no scale: they need exact arithmetic.
    static func zero<S: BinaryFormat>(_ type: S.Type) -> BinaryScale {
        BinaryScale(high: 0, low: 0, reach: 1 << 62, exponent: S.isNarrow ? 2 : 1, hasEasyPower: 1)
    }

    private init(high: UInt64, low: UInt64, reach: UInt64, exponent: Int, hasEasyPower: UInt32) {
        (self.high, self.low, self.reach, self.hasEasyPower) = (high, low, reach, hasEasyPower)
        self.exponent = Int32(exponent)
    }

    private init<S: BinaryFormat>(biased: Int, _ type: S.Type) {
        let q = biased - 1 + Int(S.leastNonzeroMagnitude.exponent)
        let k = (q * 1_262_611) >> 22
        // g·2^(⌊log₂ 10ᵉ⌋ − 127) is 10ᵉ, with e = −(k + 1), and P gets 128 bits after the point.
        let g = PowersOfTen.table[-(k + 1) - PowersOfTen.minimum]
        let p = g >> UInt128(-(q + PowersOfTen.floorLog2(-(k + 1)) + 1))
        let high = UInt64(truncatingIfNeeded: p >> 64)

        // The next number below a power of two is only half as far: easy is what lies within half the reach.
        let fraction = UInt64(truncatingIfNeeded: (p << UInt128(S.significandBitCount)) >> 64)
        let isEasy = min(fraction, ~fraction) < high / 4 - 1 << 30
        self.init(
            high: high, low: UInt64(truncatingIfNeeded: p), reach: high / 2,
            exponent: k + Self.digits(of: type), hasEasyPower: isEasy ? 1 : 0)
    }
}
