private import CDecimal

/// Reading arrays of numbers, which is where nearly all of a document lies.
extension Index {
    enum Run {
        /// The array has ended: it is one entry.
        case all
        /// After so many numbers came something else: the array, open, and they are entries.
        case some(UInt32)
    }

    private static var rowsAtOnce: Int { 32 }

    /// Reads an array from its first number on, up to its end or to the first element that is no number. Where it is a row
    /// of a matrix, the rows behind it may be read as well.
    ///
    /// - Parameters:
    ///   - around: the object or array that it stands in
    ///   - isRow: whether that is an array
    /// - Returns: `nil` where there was a fault; of the last array that was read.
    @unsafe mutating func readNumbers(
        _ text: inout Cursor, _ reader: NumberReader, within around: Int, isRow: Bool
    ) -> Run? {
        var offset = unsafe text.offset(of: text.p)
        var first = unsafe numbers + numberCount
        var next = unsafe first
        let end = unsafe text.end
        var hasEnded = false
        var p = unsafe text.p
        // They pay where they have some numbers to read, and may look at what is before these.
        var usesVectors = reader.vectors != cdecimal_none
        while true {
            if usesVectors, unsafe next != first, unsafe text.offset(of: p) >= 32 {
                let most = Self.rowsAtOnce
                let (run, hasRoom) = unsafe withUnsafeTemporaryAllocation(of: cdecimal_row.self, capacity: most) {
                    rows in
                    let run = unsafe cdecimal_read(
                        reader.vectors, p, end, next, reader.fractions, rows.baseAddress, isRow ? UInt32(most) : 1)
                    for i in unsafe 0..<Int(run.rows) {
                        let end = unsafe next + Int(rows[i].end)
                        guard unsafe appendNumbers(end - first, offset) else { return unsafe (run, false) }
                        unsafe (first, offset) = (end, text.offset(of: rows[i].next))
                    }
                    return unsafe (run, true)
                }
                guard hasRoom else { return nil }
                usesVectors = unsafe run.numbers - next >= 4
                unsafe (p, next) = (UnsafeRawPointer(run.text), run.numbers)
                if unsafe run.rows > 0 { unsafe entries[around].high += run.rows - (run.has_ended ? 1 : 0) }
                if unsafe run.has_ended {
                    unsafe text.p = p
                    return .all
                }
            }
            var byte: UInt8
            if unsafe !(p < end && p.load(as: UInt8.self).beginsNumber) {
                unsafe (byte, p) = text.token(from: p)
                if !byte.beginsNumber { break }
            }
            guard let number = unsafe reader.read(&p) else { return nil }
            unsafe next.initialize(to: number)
            unsafe next += 1
            byte = unsafe p.load(as: UInt8.self)
            if byte != UInt8(ascii: ",") {
                unsafe (byte, p) = text.token(from: p)
                if byte == UInt8(ascii: "]") { hasEnded = true } else if byte != UInt8(ascii: ",") { return nil }
            }
            unsafe p += 1
            if hasEnded { break }
            if unsafe p.load(as: UInt8.self) == 0x20 { unsafe p += 1 }
        }
        unsafe text.p = p

        let count = unsafe next - first
        if hasEnded { return appendNumbers(count, offset) ? .all : nil }
        let array = Entry(
            .array, extent: UInt32(truncatingIfNeeded: around), low: UInt32(truncatingIfNeeded: numberCount),
            high: UInt32(truncatingIfNeeded: count))
        guard append(array) else { return nil }
        for i in 0..<count where unsafe !append(Entry(first[i])) { return nil }
        return .some(UInt32(truncatingIfNeeded: count))
    }

    /// An array of so many numbers, which are in their place.
    @inline(__always)
    private mutating func appendNumbers(_ count: Int, _ offset: UInt32) -> Bool {
        let entry = Entry(
            .numbers, extent: UInt32(truncatingIfNeeded: count), low: UInt32(truncatingIfNeeded: numberCount),
            high: offset)
        numberCount += count
        return append(entry)
    }
}
