/// A number that is written by itself: its text stays in registers, where `NumberBlock` has it in memory, from which one
/// number alone would have to be waited for.
struct SingleNumber<S: BinaryFormat> {
    /// 32 bytes of text as of `NumberBlock`: 16 (8) digits, one more, and zeros.
    private let front, back: UInt128
    let leadingZeros: Int
    /// The place of the last digit that is not 0.
    let lastPlace: Int
    /// The exponent of ten of the first place.
    let exponent: Int

    @inline(__always)
    init(_ number: ShortestDigits) {
        let zeros = UInt128(EightDigits.ascii) &<< 64 | UInt128(EightDigits.ascii)
        let (digits, lastDigits, end): (SIMD2<UInt64>, UInt64, Int)
        if S.isNarrow {
            digits = EightDigits.of(SIMD2(number.whole, 0))
            (lastDigits, end) = (digits[0], 7)
            front = zeros | UInt128(number.digit) &<< 64 | UInt128(digits[0])
            back = zeros
        } else {
            let high = number.whole / 100_000_000
            digits = EightDigits.of(SIMD2(high, number.whole &- high &* 100_000_000))
            (lastDigits, end) = digits[1] != 0 ? (digits[1], 15) : (digits[0], 7)
            front = zeros | UInt128(digits[1]) &<< 64 | UInt128(digits[0])
            back = zeros | UInt128(number.digit)
        }
        leadingZeros = (digits[0] | (S.isNarrow ? 1 &<< 16 : 1 &<< 8)).trailingZeroBitCount / 8
        let place = end &- (lastDigits.byteSwapped | 1 &<< 56).trailingZeroBitCount / 8
        lastPlace = number.digit != 0 ? BinaryScale.digits(of: S.self) : place
        exponent = number.exponent
    }

    /// 16 bytes of the text from a place on.
    ///
    /// - Parameter place: 0 to 18
    @inline(__always)
    func text(from place: Int) -> UInt128 {
        let bits = UInt128(truncatingIfNeeded: 8 &* place)
        if place >= 16 { return back &>> (bits &- 128) }
        return front &>> bits | (back &<< 8) &<< (120 &- bits)
    }
}
