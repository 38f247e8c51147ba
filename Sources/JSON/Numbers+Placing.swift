/// Numbers put where their reader wants them, with nothing between them and the document.
extension Reader {
    /// An array of numbers.
    ///
    /// - Parameter place: gets the count, and what fills that many numbers; called where all can be read
    @inlinable
    public mutating func numbers<S: BinaryFormat, Place>(
        _ node: Node, as type: S.Type = S.self, _ place: (Int, (inout MutableSpan<S>) -> Void) -> Place
    ) -> Place? {
        if S.self == Double.self, let count = count(ofNumbers: node) {
            return place(count) { copy(node, count, to: &$0) }
        }
        return numbers(node, as: S.self).map { numbers in place(numbers.count) { Self.copy(numbers, to: &$0) } }
    }

    /// An array of arrays of numbers, all equally long.
    ///
    /// - Parameters:
    ///   - columns: how long each must be; if that is not known, as long as the first
    ///   - each: what each number of a row stands for, to be told when a row's length is wrong
    ///   - place: gets the rows, the columns, and what fills them; called where all can be read
    @inlinable
    public mutating func rows<S: BinaryFormat, Place>(
        _ node: Node, columns: Int? = nil, each: String = "", as type: S.Type = S.self,
        _ place: (Int, Int, (inout MutableSpan<S>) -> Void) -> Place
    ) -> Place? {
        if S.self == Double.self, let (rows, columns, first) = block(ofRows: node, columns: columns) {
            return place(rows, columns) { copy(first, rows * columns, to: &$0) }
        }
        return rows(node, columns: columns, each: each, as: S.self).map { rows in
            place(rows.rows, rows.columns) { Self.copy(rows.elements, to: &$0) }
        }
    }

    /// How many numbers an array holds that holds nothing else.
    @usableFromInline
    func count(ofNumbers node: Node) -> Int? {
        guard document.kind(of: node) == .array else { return nil }
        let entry = document.entry(at: node)
        return entry.tag == .numbers ? Int(entry.extent) : nil
    }

    /// Rows, columns and first row of arrays of numbers that are all as long as they must be, and so lie one after
    /// another.
    @usableFromInline
    func block(ofRows node: Node, columns: Int?) -> (rows: Int, columns: Int, first: Node)? {
        guard document.kind(of: node) == .array, document.entry(at: node).tag == .array else { return nil }
        var elements = Elements(document, of: node)
        guard let first = elements.first, let count = columns ?? count(ofNumbers: first) else { return nil }
        while let row = next(of: &elements) { if self.count(ofNumbers: row) != count { return nil } }
        return (elements.count, count, first)
    }

    /// Copies numbers, from the first of the array at `node` on.
    @specialized(where S == Double)
    @usableFromInline
    func copy<S: BinaryFormat>(_ node: Node, _ count: Int, to span: inout MutableSpan<S>) {
        precondition(span.count == count && S.self == Double.self)
        unsafe span.withUnsafeMutableBytes { memory in
            unsafe memory.copyMemory(from: UnsafeRawBufferPointer(document.numbers(at: node, count: count)))
        }
    }

    @usableFromInline
    static func copy<S: BinaryFormat>(_ numbers: [S], to span: inout MutableSpan<S>) {
        for i in numbers.indices { span[i] = numbers[i] }
    }
}
