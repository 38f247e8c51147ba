private import CDecimal

/// Reading arrays of numbers, which is where nearly all of a document lies.
extension Index {
    enum Run {
        /// The array has ended: it is one entry.
        case all
        /// After so many numbers came something else: the array, open, and they are entries.
        case some(UInt32)
    }

    /// Reads an array from its first number on, up to its end or to the first element that is no number.
    ///
    /// - Parameter around: the object or array that it stands in
    /// - Returns: `nil` where there was a fault.
    @unsafe mutating func readNumbers(_ text: inout Cursor, _ reader: NumberReader, within around: Int) -> Run? {
        let offset = unsafe text.offset(of: text.p)
        let first = unsafe numbers + numberCount
        var next = unsafe first
        let end = unsafe text.end
        var hasEnded = false
        var p = unsafe text.p
        // They pay where they have some numbers to read.
        var usesVectors = reader.hasVectors
        while true {
            if usesVectors, unsafe next != first {
                let run = unsafe cdecimal_read(p, end, next, reader.fractions)
                usesVectors = unsafe run.numbers - next >= 4
                unsafe (p, next, hasEnded) = (UnsafeRawPointer(run.text), run.numbers, run.has_ended)
                if hasEnded {
                    unsafe p += 1
                    break
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
        if hasEnded {
            let entry = Entry(
                .numbers, extent: UInt32(truncatingIfNeeded: count), low: UInt32(truncatingIfNeeded: numberCount),
                high: offset)
            numberCount += count
            return append(entry) ? .all : nil
        }
        let array = Entry(
            .array, extent: UInt32(truncatingIfNeeded: around), low: UInt32(truncatingIfNeeded: numberCount),
            high: UInt32(truncatingIfNeeded: count))
        guard append(array) else { return nil }
        for i in 0..<count where unsafe !append(Entry(first[i])) { return nil }
        return .some(UInt32(truncatingIfNeeded: count))
    }
}
