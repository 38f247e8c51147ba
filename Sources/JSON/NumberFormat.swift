/// Lays numbers down as JSON text: always with a point or an exponent, so that −0.0 and 1.0 stay what they are.
///
/// 0.00001 ≤ |x| < 10¹⁶ is written in full (`0.1`, `250.0`), the rest with an exponent (`1.5e-7`, `1e300`).
@safe struct NumberFormat<S: BinaryFormat> {
    /// The room one number may take: `-1.2345678901234567e-308,`, and what the stores run over.
    static var room: Int { 48 }

    private let scales: UnsafePointer<BinaryScale>
    private let layouts: UnsafePointer<NumberLayout>
    private let block: NumberBlock<S>

    /// Calls `body` with one, in memory of the stack.
    ///
    /// - Parameter count: how many numbers will be written, if fewer than `NumberBlock.size`
    @inline(__always)
    static func with<Result>(_ tables: NumberTables, count: Int, _ body: (NumberFormat) -> Result) -> Result {
        unsafe withUnsafeTemporaryAllocation(byteCount: NumberBlock<S>.byteCount, alignment: 16) { memory in
            body(
                unsafe NumberFormat(
                    scales: S.isNarrow ? tables.floats : tables.doubles,
                    layouts: tables.layouts - NumberLayout.minimum,
                    block: NumberBlock(
                        in: memory.baseAddress.unsafelyUnwrapped, count: min(count, NumberBlock<S>.size))))
        }
    }

    /// Makes the text of `count` numbers, `NumberBlock.size` at most, or of those before the first that is not finite.
    ///
    /// - Returns: Of how many.
    @inline(__always)
    @unsafe func read(_ numbers: UnsafePointer<S>, count: Int) -> Int {
        var (read, isExact, i) = (count, 0 as UInt64, 0)
        while i < count {
            let x = unsafe numbers[i]
            if x.magnitudeBits < S.infinity.magnitudeBits, let digits = unsafe ShortestDigits(x, scales) {
                block.set(i, digits)
            } else {
                isExact |= 1 &<< UInt64(i)
            }
            i &+= 1
        }
        while isExact != 0 {
            let i = isExact.trailingZeroBitCount
            guard unsafe numbers[i].isFinite else {
                read = i
                break
            }
            unsafe block.set(i, ShortestDigits(exactly: numbers[i]))
            isExact &= isExact &- 1
        }
        block.makeText(count: read)
        return read
    }

    /// Writes number i of those read at `start`, where `room` bytes are free, with a comma behind it.
    ///
    /// - Returns: The end of what was written.
    @inline(__always)
    @unsafe func write(_ i: Int, isNegative: Bool, at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        let zeros = block.leadingZeros(i)
        let text = unsafe block.text(i) + zeros
        let layout = unsafe layouts + (block.exponent(i) &- zeros)
        let whole = unsafe Int(layout.pointee.whole)

        var p = unsafe start
        unsafe p.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
        unsafe p += isNegative ? 1 : 0
        unsafe p.storeBytes(of: 0x3030_3030_3030_2E30, as: UInt64.self)
        let digits = unsafe p + Int(layout.pointee.digits)
        unsafe digits.storeBytes(of: text.loadUnaligned(as: Sixteen.self), as: Sixteen.self)
        unsafe p.storeBytes(of: UInt8(ascii: "."), toByteOffset: whole &+ 1, as: UInt8.self)
        unsafe p += Int(layout.pointee.fraction)
        unsafe p.storeBytes(of: (text + whole + 1).loadUnaligned(as: Sixteen.self), as: Sixteen.self)
        let places = block.lastPlace(i) &- zeros &- whole
        unsafe p += places > 0 ? places : Int(layout.pointee.leastFraction)
        unsafe p.storeBytes(of: layout.pointee.suffix, as: UInt64.self)
        return unsafe p + Int(layout.pointee.suffixLength)
    }

    private typealias Sixteen = SIMD16<UInt8>
}
