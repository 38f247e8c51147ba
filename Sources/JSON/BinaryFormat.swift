/// A floating-point format whose finite numbers are c·2^q.
public protocol BinaryFormat: BinaryFloatingPoint, BitwiseCopyable, Sendable {
    /// The bits of the absolute value: those of the significand, `significandBitCount` of them, and above them those
    /// of the exponent.
    var magnitudeBits: UInt64 { get }
}

extension Double: BinaryFormat {
    @inlinable public var magnitudeBits: UInt64 { magnitude.bitPattern }
}

extension Float: BinaryFormat {
    @inlinable public var magnitudeBits: UInt64 { UInt64(magnitude.bitPattern) }
}

extension BinaryFormat {
    /// Whether the significand has few enough bits for nine digits: `Float`.
    @inline(__always) static var isNarrow: Bool { significandBitCount < 32 }

    /// The bit above those of the significand: 1 in normal numbers.
    @inline(__always) static var hiddenBit: UInt64 { 1 &<< UInt64(truncatingIfNeeded: significandBitCount) }

    /// c and q of the absolute value, and whether the next smaller number is only half as far as the next larger.
    var parts: (significand: UInt64, exponent: Int, isUneven: Bool) {
        let (fraction, biased) = (magnitudeBits % Self.hiddenBit, Int(magnitudeBits / Self.hiddenBit))
        let least = Int(Self.leastNonzeroMagnitude.exponent)
        if biased == 0 { return (fraction, least, false) }
        return (fraction | Self.hiddenBit, least + biased - 1, fraction == 0 && biased > 1)
    }
}
