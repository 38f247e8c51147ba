/// Up to `size` numbers on their way from bits to text. Each step is done for all of them before the next, so that the
/// processor has several at work at once: within one number each step waits for the one before.
@safe struct NumberBlock<S: BinaryFormat> {
    /// Even; 72 bytes a number are few enough for Swift to put them on the stack (1024 at most).
    static var size: Int { 8 }

    // Of each number 32 bytes of text: 16 (8) digits, one more, and zeros. Then arrays of eight bytes a number:
    private let memory: UnsafeMutableRawPointer
    private static var exponents: Int { 32 * size }
    private static var significant: Int { 40 * size }
    private static var leading: Int { 48 * size }
    private static var eights: Int { 56 * size }  // of a `Double` two
    static var byteCount: Int { 72 * size }

    /// - Parameter count: how many numbers at most
    @inline(__always)
    @unsafe init(in memory: UnsafeMutableRawPointer, count: Int) {
        unsafe self.memory = memory
        unsafe memory.initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "0"), count: 32 * count)
    }

    /// The text of number i: first `leadingZeros`, then its digits.
    @inline(__always)
    func text(_ i: Int) -> UnsafeMutableRawPointer { unsafe memory + 32 &* i }
    @inline(__always)
    func leadingZeros(_ i: Int) -> Int { unsafe memory.load(fromByteOffset: Self.leading &+ 8 &* i, as: Int.self) }
    /// The place of the last digit that is not 0.
    @inline(__always)
    func lastPlace(_ i: Int) -> Int { unsafe memory.load(fromByteOffset: Self.significant &+ 8 &* i, as: Int.self) }
    /// The exponent of ten of the text's first place.
    @inline(__always)
    func exponent(_ i: Int) -> Int { unsafe memory.load(fromByteOffset: Self.exponents &+ 8 &* i, as: Int.self) }

    /// The first step.
    @inline(__always)
    func set(_ i: Int, _ number: ShortestDigits) {
        let digit = UInt8(truncatingIfNeeded: number.digit) | UInt8(ascii: "0")
        unsafe text(i).storeBytes(of: digit, toByteOffset: BinaryScale.digits(of: S.self), as: UInt8.self)
        unsafe memory.storeBytes(of: number.exponent, toByteOffset: Self.exponents &+ 8 &* i, as: Int.self)
        if S.isNarrow {
            unsafe memory.storeBytes(of: number.whole, toByteOffset: Self.eights &+ 8 &* i, as: UInt64.self)
        } else {
            let high = number.whole / 100_000_000
            let low = number.whole &- high &* 100_000_000
            unsafe memory.storeBytes(of: high, toByteOffset: Self.eights &+ 16 &* i, as: UInt64.self)
            unsafe memory.storeBytes(of: low, toByteOffset: Self.eights &+ 16 &* i &+ 8, as: UInt64.self)
        }
    }

    /// The second step: text from the first `count` numbers.
    @inline(__always)
    func makeText(count: Int) {
        if S.isNarrow {  // whose pairs may lack the second
            unsafe memory.storeBytes(of: 0, toByteOffset: Self.eights &+ 8 &* count, as: UInt64.self)
        }
        var i = 0
        while i < count {
            let pair = unsafe (memory + Self.eights + (S.isNarrow ? 8 : 16) &* i).load(as: SIMD2<UInt64>.self)
            let digits = EightDigits.of(pair)
            unsafe text(i).storeBytes(of: (digits | EightDigits.ascii)[0], as: UInt64.self)
            if S.isNarrow {
                unsafe text(i &+ 1).storeBytes(of: (digits | EightDigits.ascii)[1], as: UInt64.self)
                setPlaces(i, first: digits[0], last: digits[0], 7)
                setPlaces(i &+ 1, first: digits[1], last: digits[1], 7)
                i &+= 2
            } else {
                setText(i, digits)
                i &+= 1
            }
        }
    }

    @inline(__always)
    private func setText(_ i: Int, _ digits: SIMD2<UInt64>) {
        unsafe text(i).storeBytes(of: digits | EightDigits.ascii, as: SIMD2<UInt64>.self)
        let isSecond = digits[1] != 0
        setPlaces(i, first: digits[0], last: isSecond ? digits[1] : digits[0], isSecond ? 15 : 7)
    }

    /// - Parameters:
    ///   - first: the first digits
    ///   - last: the last eight that are not all 0, the last of them in place `end`
    @inline(__always)
    private func setPlaces(_ i: Int, first: UInt64, last: UInt64, _ end: Int) {
        let zeros = (first | (S.isNarrow ? 1 &<< 16 : 1 &<< 8)).trailingZeroBitCount / 8
        unsafe memory.storeBytes(of: zeros, toByteOffset: Self.leading &+ 8 &* i, as: Int.self)

        let n = BinaryScale.digits(of: S.self)
        let place = end &- (last.byteSwapped | 1 &<< 56).trailingZeroBitCount / 8
        let digit = unsafe Int(text(i).load(fromByteOffset: n, as: UInt8.self))
        let mask = (0x30 &- digit) &>> 63  // whether the digit behind them is not 0
        unsafe memory.storeBytes(
            of: place ^ ((place ^ n) & mask), toByteOffset: Self.significant &+ 8 &* i, as: Int.self)
    }
}
