internal import Bytes

/// Numbers, alone and in arrays.
extension Writer {
    /// A number.
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func number<S: BinaryFormat>(_ x: S) {
        guard x.isFinite else { return writeNonFinite(x) }
        unsafe output.write(atMost: NumberFormat<S>.room) { start in
            unsafe tables.write(one: x, at: start) - 1  // without its comma
        }
    }

    /// `[x, x, …]`
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func numbers<S: BinaryFormat>(_ row: Span<S>) {
        raw("[")
        separated(row, row.indices, columns: max(row.count, 1))
        raw("]")
    }

    /// `[x, x, …]`
    public mutating func numbers<S: BinaryFormat>(_ row: [S]) {
        // Not `row.span`: of an array that it keeps on the stack, Swift 6.3 then leaves out what is stored in it.
        unsafe row.withUnsafeBufferPointer { numbers(unsafe Span(_unsafeElements: $0)) }
    }

    /// `[[x, …], [x, …], …]`
    ///
    /// - Parameter elements: the rows one after another, each of `columns` numbers; at least one column
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func rows<S: BinaryFormat>(_ elements: Span<S>, columns: Int) {
        raw("[[")
        separated(elements, elements.indices, columns: columns)
        raw("]]")
    }

    /// `[[x, …], [x, …], …]`
    public mutating func rows<S: BinaryFormat>(_ elements: [S], columns: Int) {
        unsafe elements.withUnsafeBufferPointer { rows(unsafe Span(_unsafeElements: $0), columns: columns) }
    }

    /// What stands between the brackets of `rows`, as far as some of the elements go: each with the comma or the `],[`
    /// behind it, but for the last of all elements.
    ///
    /// - Parameter range: lies in the elements' indices
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func separated<S: BinaryFormat>(_ elements: Span<S>, _ range: Range<Int>, columns: Int) {
        if elements.count == 1, range.count == 1 { return number(elements[0]) }
        var next = range.lowerBound
        while next < range.upperBound {
            next += piece(elements, from: next, to: range.upperBound, columns: columns)
        }
    }

    /// Writes some of the elements from `first` on: at most 256, and at most to where one is not finite.
    ///
    /// - Returns: How many.
    @inline(__always)
    private mutating func piece<S: BinaryFormat>(
        _ elements: Span<S>, from first: Int, to end: Int, columns: Int
    ) -> Int {
        let last = min(first + 256, end)
        var next = first
        let tables = tables
        unsafe elements.withUnsafeBufferPointer { elements in
            guard let numbers = elements.baseAddress else { return }
            let room = (last - first) * Self.bytesPerNumber + NumberFormat<S>.room
            unsafe output.write(atMost: room) { start in
                let end: UnsafeMutableRawPointer
                unsafe (next, end) = tables.write(numbers, from: first, to: last, columns: columns, at: start)
                return unsafe next < elements.count ? end : end - (next % columns == 0 ? 3 : 1)
            }
        }
        if next < last {
            writeNonFinite(elements[next])
            next += 1
            if next < elements.count { raw(next % columns == 0 ? "],[" : ",") }
        }
        return next - first
    }

    private mutating func writeNonFinite<S: BinaryFormat>(_ x: S) {
        hasNonFinite = true
        switch nonFinite {
        case .error, .null: raw("null")
        case .string: raw(x.isNaN ? "\"NaN\"" : x > 0 ? "\"Infinity\"" : "\"-Infinity\"")
        }
    }
}
