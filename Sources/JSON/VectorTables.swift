internal import CDecimal

/// What the processor's widest vectors write numbers by: a `Double` alone, and of the same form as `NumberFormat`'s.
enum VectorTables {
    /// They stay for as long as the process.
    ///
    /// - Parameter doubles: of every exponent of a finite `Double`
    /// - Returns: `nil` for no vectors.
    static func kept(
        _ vectors: cdecimal_vectors, _ doubles: [BinaryScale], _ layouts: [NumberLayout]
    ) -> cdecimal_tables? {
        guard vectors != cdecimal_none else { return nil }
        return unsafe cdecimal_tables(
            vectors: vectors, scales: scales(vectors, doubles).kept, places: places().kept,
            suffixes: layouts.map(\.suffix).kept)
    }

    /// P of every exponent, in two parts; 0 where there is none.
    private static func scales(_ vectors: cdecimal_vectors, _ doubles: [BinaryScale]) -> [cdecimal_scale] {
        (doubles + [BinaryScale.zero(Double.self)]).map { scale in
            vectors == cdecimal_avx2
                ? cdecimal_scale(high: scale.high, low: scale.low)
                : cdecimal_scale(high: scale.high >> 12, low: (scale.high & 0xFFF) << 40 | scale.low >> 24)
        }
    }

    /// The rows one after another, in the order that the declaration tells.
    private static func places() -> [UInt8] {
        NumberLayout.inFull.flatMap { exponent in
            [0, 1].flatMap { zeros in
                [[], [minus]].flatMap { sign in places(sign, exponent, UInt8(zeros)) }
            }
        }
    }

    private static let minus: UInt8 = 24, point: UInt8 = 25, zero: UInt8 = 26

    /// - Parameter first: the place of the first digit
    private static func places(_ sign: [UInt8], _ exponent: Int, _ first: UInt8) -> [UInt8] {
        var digits = Array(first...16)
        if exponent < 0 {
            digits = [zero, point] + Array(repeating: zero, count: -1 - exponent) + digits
        } else {
            digits += Array(repeating: zero, count: max(0, exponent + 2 - digits.count))
            digits.insert(point, at: exponent + 1)
        }
        let row = sign + digits
        return row + Array(repeating: zero, count: 32 - row.count)
    }
}
