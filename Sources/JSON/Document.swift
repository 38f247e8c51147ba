private import Glibc

/// A JSON document that has been read: an index of what stands where in its text.
///
/// A document is read whole and is valid; `Reader` makes typed values of it.
@safe public struct Document: ~Copyable {
    /// How deep arrays and objects may lie in one another; one without anything in it does not count.
    public static let maximumDepth = 32
    /// The bytes after a document that may be looked at.
    public static let padding = 64

    private let parser: Parser
    /// Keeps the text.
    private let bytes: [UInt8]
    /// Where the text lies, for as long as the document is there.
    private let text: UnsafeRawBufferPointer
    private let entries: UnsafePointer<Entry>
    private let numbers: UnsafePointer<Double>

    /// Reads a document.
    ///
    /// - Parameter bytes: RFC 8259 text in UTF-8. With `Document.padding` bytes of spare capacity it is not copied.
    /// - Throws: `Unreadable`, which says where and why.
    public init(parsing bytes: [UInt8]) throws(Unreadable) {
        try self.init(parsing: bytes, in: bytes.indices)
    }

    /// Reads a document that lies among other bytes.
    ///
    /// - Precondition: the range lies in `bytes`.
    public init(parsing bytes: [UInt8], in range: Range<Int>) throws(Unreadable) {
        let parser = try Parser.take(toRead: range.count)
        guard parser.read(bytes, in: range) else {
            parser.giveBack(afterReading: range.count)
            throw Unreadable(Array(bytes[range]))
        }
        (self.parser, self.bytes) = (parser, bytes)
        unsafe text = bytes.withUnsafeBytes { unsafe UnsafeRawBufferPointer(rebasing: $0[range]) }
        unsafe entries = UnsafePointer(parser.index.entries)
        unsafe numbers = UnsafePointer(parser.index.numbers)
    }

    deinit { unsafe parser.giveBack(afterReading: text.count) }

    /// Lets go of memory that waits for further large documents.
    public static func giveMemoryBack() { Parser.giveMemoryBack() }

    /// The value that the whole document is.
    public var root: Node { Node(index: 0) }

    /// The entry at `node`, or that it stands in.
    @inline(__always)
    func entry(at node: Node) -> Entry { unsafe entries[Int(node.index)] }

    /// What stands at `node`.
    func kind(of node: Node) -> Kind { node.element == 0 ? Kind(entry(at: node).tag) : .number }

    /// The place after the value at `node`.
    @inline(__always)
    func next(after node: Node) -> Node {
        if node.element > 0 { return Node(index: node.index, element: node.element + 1) }
        let entry = entry(at: node)
        let isContainer = entry.tag == .object || entry.tag == .array
        return Node(index: isContainer ? entry.extent : node.index + 1)
    }

    /// The numbers of the array at `node`, and perhaps of those that follow it: `numbers` entries of `count` in all.
    ///
    /// - Returns: What is valid for as long as the document is.
    @unsafe func numbers(at node: Node, count: Int) -> UnsafeBufferPointer<Double> {
        unsafe UnsafeBufferPointer(start: numbers + Int(entry(at: node).low), count: count)
    }

    /// The text of the string or key at `node`.
    func string(at node: Node) -> String {
        let entry = entry(at: node)
        let bytes = unsafe Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(rebasing: text[entry.bytes]))
        return String(unescaping: bytes, hasEscapes: entry.tag == .escapedString)
    }

    /// Whether the string or key at `node` is this one.
    func isString(at node: Node, _ name: String) -> Bool {
        let entry = entry(at: node)
        guard entry.tag == .string else { return string(at: node) == name }
        guard Int(entry.extent) == name.utf8.count, let start = unsafe text.baseAddress else { return false }
        return unsafe name.utf8.span.withUnsafeBufferPointer { name in
            guard let other = name.baseAddress else { return true }
            return unsafe memcmp(start + Int(entry.low), other, name.count) == 0
        }
    }

    /// Sixteen bytes of the text, the first in the lowest; `nil` where it has not so many.
    @inline(__always)
    func words(at offset: Int) -> (low: UInt64, high: UInt64)? {
        guard unsafe offset + 16 <= text.count, let start = unsafe text.baseAddress else { return nil }
        return unsafe (word64(start + offset), word64(start + offset + 8))
    }

    /// The byte of the text that lies `offset` bytes after its first.
    func byte(at offset: Int) -> UInt8 { unsafe text[offset] }

    /// The `Float` nearest to the number that stands in the text behind `commas` commas from `offset` on, where both
    /// are moved to.
    func float(after commas: Int, from offset: inout Int) -> Float {
        var left = commas
        while left > 0 {
            if byte(at: offset) == UInt8(ascii: ",") { left -= 1 }
            offset += 1
        }
        while byte(at: offset).isSpace { offset += 1 }
        guard let start = unsafe text.baseAddress else { return 0 }
        var p = unsafe start + offset
        guard let decimal = unsafe LongDecimal(&p, end: start + text.count) else { return 0 }
        let magnitude = decimal.nearestFloat
        return decimal.isNegative ? -magnitude : magnitude
    }
}
