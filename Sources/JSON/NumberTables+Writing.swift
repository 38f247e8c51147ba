private import CDecimal

/// Laying down the numbers of a matrix, each with the comma or the `],[` behind it.
extension NumberTables {
    /// Writes numbers until the last, or until one that is not finite.
    ///
    /// - Parameters:
    ///   - numbers: a matrix's, from its first
    ///   - start: where `Writer.bytesPerNumber` bytes are free for each, and `NumberFormat.room`
    /// - Returns: The first number that was not written, and the end of what was written.
    @inline(__always)
    @unsafe func write<S: BinaryFormat>(
        _ numbers: UnsafePointer<S>, from first: Int, to last: Int, columns: Int, at start: UnsafeMutableRawPointer
    ) -> (Int, UnsafeMutableRawPointer) {
        if !S.isNarrow, let vectors = unsafe vectors {
            let numbers = unsafe UnsafeRawPointer(numbers).assumingMemoryBound(to: Double.self)
            return unsafe write(numbers, from: first, to: last, columns: columns, at: start, vectors)
        }
        var (next, p) = unsafe (first, start)
        return unsafe NumberFormat<S>.with(self, count: last - first) { format in
            var column = first % columns
            while next < last {
                let wanted = min(last &- next, NumberBlock<S>.size)
                let block = unsafe numbers + next
                let count = unsafe format.read(block, count: wanted)
                var i = 0
                while i < count {
                    unsafe p = format.write(i, isNegative: block[i].sign == .minus, at: p)
                    i &+= 1
                    column &+= 1
                    if column == columns {
                        column = 0
                        unsafe endRow(&p)
                    }
                }
                next &+= count
                if count < wanted { break }
            }
            return unsafe (next, p)
        }
    }

    /// The same by the processor's widest vectors.
    @inline(__always)
    @unsafe private func write(
        _ numbers: UnsafePointer<Double>, from first: Int, to last: Int, columns: Int,
        at start: UnsafeMutableRawPointer, _ vectors: cdecimal_tables
    ) -> (Int, UnsafeMutableRawPointer) {
        var (next, p) = unsafe (first, start)
        while true {
            let written = unsafe cdecimal_write(
                numbers + next, numbers + last, UInt64(columns), UInt64(columns - next % columns), vectors,
                p.assumingMemoryBound(to: UInt8.self))
            unsafe (next, p) = (written.numbers - numbers, UnsafeMutableRawPointer(written.text))
            guard next < last, unsafe numbers[next].isFinite else { return unsafe (next, p) }
            unsafe p = write(one: numbers[next], at: p)  // it needs exact arithmetic
            next &+= 1
            if next % columns == 0 { unsafe endRow(&p) }
        }
    }

    /// Writes `],[` where there is a comma.
    @inline(__always)
    private func endRow(_ p: inout UnsafeMutableRawPointer) {
        unsafe (p - 1).copyMemory(from: ("],[" as StaticString).utf8Start, byteCount: 3)
        unsafe p += 2
    }
}
