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
        let layout = unsafe layouts + (block.exponent(i) &- block.leadingZeros(i))
        return unsafe layout.pointee.write(
            isNegative, zeros: block.leadingZeros(i), lastPlace: block.lastPlace(i), at: start
        ) { place in
            unsafe (block.text(i) + place).loadUnaligned(as: SIMD16<UInt8>.self)
        }
    }
}

extension NumberTables {
    /// Writes a finite number at `start`, where `NumberFormat.room` bytes are free, with a comma behind it.
    ///
    /// - Returns: The end of what was written.
    @inline(__always)
    @unsafe func write<S: BinaryFormat>(
        one x: S, at start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        let digits = unsafe ShortestDigits(x, S.isNarrow ? floats : doubles) ?? ShortestDigits(exactly: x)
        let number = SingleNumber<S>(digits)
        let layout = unsafe layouts + (number.exponent &- number.leadingZeros &- NumberLayout.minimum)
        return unsafe layout.pointee.write(
            x.sign == .minus, zeros: number.leadingZeros, lastPlace: number.lastPlace, at: start
        ) { place in
            unsafe unsafeBitCast(number.text(from: place).littleEndian, to: SIMD16<UInt8>.self)
        }
    }
}

extension NumberLayout {
    /// Lays a number down.
    ///
    /// - Parameters:
    ///   - zeros: how many digits at the front are 0
    ///   - lastPlace: of the last digit that is not 0
    ///   - text: gives 16 bytes of the digits from a place on
    @inline(__always)
    @unsafe fileprivate func write(
        _ isNegative: Bool, zeros: Int, lastPlace: Int, at start: UnsafeMutableRawPointer,
        text: (_ place: Int) -> SIMD16<UInt8>
    ) -> UnsafeMutableRawPointer {
        let whole = Int(whole)
        var p = unsafe start
        unsafe p.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
        unsafe p += isNegative ? 1 : 0
        unsafe p.storeBytes(of: 0x3030_3030_3030_2E30, as: UInt64.self)
        unsafe (p + Int(digits)).storeBytes(of: text(zeros), as: SIMD16<UInt8>.self)
        unsafe p.storeBytes(of: UInt8(ascii: "."), toByteOffset: whole &+ 1, as: UInt8.self)
        unsafe p += Int(fraction)
        unsafe p.storeBytes(of: text(zeros &+ whole &+ 1), as: SIMD16<UInt8>.self)
        let places = lastPlace &- zeros &- whole
        unsafe p += places > 0 ? places : Int(leastFraction)
        unsafe p.storeBytes(of: suffix, as: UInt64.self)
        return unsafe p + Int(suffixLength)
    }
}
