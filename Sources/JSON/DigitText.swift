/// The digits at the front of eight bytes of text, all bytes at once in one word.
struct DigitText {
    /// The bytes less 0x30, the first in the lowest.
    private let word: UInt64
    /// 0x80 in every byte that is no digit; right up to the first.
    private let others: UInt64

    @inline(__always)
    @unsafe init(at p: UnsafeRawPointer) {
        word = unsafe word64(p) ^ 0x3030_3030_3030_3030
        others = ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
    }

    /// Whether all are digits.
    @inline(__always) var isFull: Bool { others == 0 }

    /// How many there are before the first byte that is none.
    @inline(__always) var count: Int { others.trailingZeroBitCount &>> 3 }

    /// The number that eight digits are.
    @inline(__always) var value: UInt64 { Self.value(word) }

    /// The number that they are, with zeros after them for those that are not there.
    @inline(__always) var padded: UInt64 {
        let next = others >> 7  // 1 in the first byte that is no digit
        return Self.value(word & (next &- 1) & ~next)
    }

    /// The number that they are, at least one and at most eight.
    @inline(__always) var last: UInt64 { first(count) }

    /// The number that the first `count` of them are.
    @inline(__always) func first(_ count: Int) -> UInt64 {
        Self.value(word << UInt64(truncatingIfNeeded: 64 &- 8 &* count))
    }

    /// Ones to pairs, pairs to fours, fours to eight.
    @inline(__always)
    private static func value(_ digits: UInt64) -> UInt64 {
        let pairs = digits &* 10 &+ digits >> 8
        let mask: UInt64 = 0x0000_00FF_0000_00FF
        let (high, low): (UInt64, UInt64) = (100 + 1_000_000 << 32, 1 + 10_000 << 32)
        return ((pairs & mask) &* high &+ (pairs >> 16 & mask) &* low) >> 32
    }
}
