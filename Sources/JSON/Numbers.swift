/// Rows of numbers, all equally long, one after another in memory.
public struct NumberRows<Scalar: Sendable>: Sendable {
    public internal(set) var rows = 0
    public internal(set) var columns = 0
    public internal(set) var elements: [Scalar] = []

    public init() {}

    /// Makes room for that many more numbers.
    public mutating func reserve(_ count: Int) { elements.reserveCapacity(elements.count + count) }
}

extension Reader {
    /// An array of numbers.
    ///
    /// - Parameters:
    ///   - count: how many there must be, if that is known
    ///   - each: what each of them stands for, to be told when the count is wrong
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func numbers<S: BinaryFormat>(
        _ node: Node, count: Int? = nil, each: String = "", as type: S.Type = S.self
    ) -> [S]? {
        var numbers: [S] = []
        return append(node, count: count, each: each, to: &numbers) ? numbers : nil
    }

    /// Appends an array of numbers to others, from the tape and with nothing in between.
    ///
    /// - Returns: Whether all of it could be read.
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func append<S: BinaryFormat>(
        _ node: Node, count: Int?, each: String, to numbers: inout [S]
    ) -> Bool {
        guard document.kind(of: node) == .array else {
            expected("an array of numbers", at: node)
            return false
        }
        // Every number takes two words, so this is their count if numbers are all there is.
        let first = node.index + 1
        let end = document.next(after: node).index - 1
        var fault: Int?
        let tape = unsafe document.tape
        numbers.append(addingCapacity: (end - first) / 2) { output in
            var index = first
            while index < end {
                guard let x = unsafe S(tag: tape[index] >> 56, bits: tape[index + 1]) else {
                    fault = index
                    return
                }
                output.append(x)
                index += 2
            }
        }
        if let fault {
            noteNotANumber(Node(index: fault), of: S.self)
            return false
        }
        let found = (end - first) / 2
        guard let count, count != found else { return true }
        note(node, "expected \(counted(count, "number"))\(each.isEmpty ? "" : ", " + each), found \(found)")
        return false
    }

    private mutating func noteNotANumber<S: BinaryFormat>(_ node: Node, of type: S.Type) {
        if document.kind(of: node) == .number {
            note(node, "too large for a float\(MemoryLayout<S>.size * 8)")
        } else {
            expected("a number", at: node)
        }
    }

    /// An array of arrays of numbers, all equally long.
    ///
    /// - Parameters:
    ///   - columns: how long each must be; if that is not known, as long as the first
    ///   - each: what each number of a row stands for, to be told when a row's length is wrong
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func rows<S: BinaryFormat>(
        _ node: Node, columns: Int? = nil, each: String = "", as type: S.Type = S.self
    ) -> NumberRows<S>? {
        guard document.kind(of: node) == .array else {
            expected("an array of arrays of numbers", at: node)
            return nil
        }
        var rows = NumberRows<S>()
        rows.reserve(mostNumbers(in: node))
        var row = Node(index: node.index + 1)
        let end = document.next(after: node).index - 1
        var isGood = true
        if columns == nil, row.index < end, document.kind(of: row) == .array,
            document.next(after: row).index == row.index + 2
        {
            note(row, "expected at least one number")
            return nil
        }
        while row.index < end, !isFull {
            isGood = append(row, columns: columns, each: each, to: &rows) && isGood
            row = document.next(after: row)
        }
        return isGood ? rows : nil
    }

    /// Appends an array of numbers as one more row.
    ///
    /// - Parameters: as for `rows`
    /// - Returns: Whether all of it could be read and was as long as it must be.
    @discardableResult
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func append<S: BinaryFormat>(
        _ node: Node, columns: Int?, each: String, to rows: inout NumberRows<S>
    ) -> Bool {
        let isFirst = rows.rows == 0
        let before = rows.elements.count
        let isGood = append(
            node, count: columns ?? (isFirst ? nil : rows.columns), each: columns == nil ? "as in the first row" : each,
            to: &rows.elements)
        if isFirst { rows.columns = columns ?? rows.elements.count - before }
        rows.rows += 1
        return isGood
    }

    /// No more numbers than this can stand within a value, however they are arranged.
    public func mostNumbers(in node: Node) -> Int { (document.next(after: node).index - node.index) / 2 }
}

extension BinaryFormat {
    /// The number that a tape's word and the bits after it hold; `nil` where it is none, or none of this format.
    @inline(__always)
    init?(tag: UInt64, bits: UInt64) {
        let double: Double
        switch UInt8(truncatingIfNeeded: tag) {
        case UInt8(ascii: "d"): double = Double(bitPattern: bits)
        case UInt8(ascii: "l"): double = Double(Int64(bitPattern: bits))
        case UInt8(ascii: "u"): double = Double(bits)
        default: return nil
        }
        self.init(double)
        if !isFinite { return nil }
    }
}
