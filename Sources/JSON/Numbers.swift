/// Rows of numbers, all equally long, one after another in memory.
public struct NumberRows<Scalar: Sendable>: Sendable {
    public internal(set) var rows = 0
    public internal(set) var elements: [Scalar] = []
    /// How long the first row is, where that is an array.
    var length: Int?
    public var columns: Int { length ?? 0 }

    public init() {}

    /// Forgets all, and keeps the memory.
    public mutating func removeAll() {
        (rows, length) = (0, nil)
        elements.removeAll(keepingCapacity: true)
    }

    /// Appends a row, as long as those before it are, of numbers that `fill` gives.
    public mutating func append(_ count: Int, _ fill: (inout MutableSpan<Scalar>) -> Void)
    where Scalar: BitwiseCopyable & Numeric {
        if rows == 0 { length = count }
        rows += 1
        let before = elements.count
        elements.append(contentsOf: repeatElement(0, count: count))
        unsafe elements.withUnsafeMutableBufferPointer { elements in
            var row = unsafe MutableSpan(_unsafeElements: elements.extracting(before...))
            fill(&row)
        }
    }

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

    /// Appends an array of numbers to others.
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
        let entry = document.entry(at: node)
        let found = entry.tag == .numbers ? Int(entry.extent) : 0
        if entry.tag == .numbers {
            if let fault = document.append(entry, at: node, to: &numbers) {
                noteNotANumber(Node(index: node.index, element: UInt32(fault) + 1), of: S.self)
                return false
            }
        } else {
            var elements = Elements(document, of: node)
            while let element = next(of: &elements) {
                guard document.number(at: element, as: S.self) == nil else { continue }
                noteNotANumber(element, of: S.self)
                return false
            }
        }
        guard let count, count != found else { return true }
        note(node, "expected \(counted(count, "number"))\(each.isEmpty ? "" : ", " + each), found \(found)")
        return false
    }

    mutating func noteNotANumber<S: BinaryFormat>(_ node: Node, of type: S.Type) {
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
        var elements = Elements(document, of: node)
        if columns == nil, let first = elements.first, document.isEmptyArray(first) {
            note(first, "expected at least one number")
            return nil
        }
        var rows = NumberRows<S>()
        rows.reserve(mostNumbers(in: node))
        var isGood = true
        while !isFull, let row = next(of: &elements) {
            isGood = append(row, columns: columns, each: each, to: &rows) && isGood
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
        if rows.rows == 0 {
            rows.length = columns ?? (document.kind(of: node) == .array ? Elements(document, of: node).count : nil)
        }
        rows.rows += 1
        return append(
            node, count: columns ?? rows.length, each: columns == nil ? "as in the first row" : each,
            to: &rows.elements)
    }

    /// No more numbers than this can be read of a value, however they are arranged.
    public func mostNumbers(in node: Node) -> Int { document.mostNumbers(in: node) }
}
