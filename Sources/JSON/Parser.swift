private import Processors
private import Synchronization

/// An index, with the memory that it has grown.
///
/// Unchecked: a parser is with one document or waits in `idle`, never both, so only one thread uses it.
final class Parser: @unchecked Sendable {
    private(set) var index: Index

    private init() throws(Unreadable) {
        guard let index = Index() else { throw .outOfMemory }
        self.index = index
    }

    /// Parsers that wait to be used again: one for the loop and one for the computation of a processor.
    private static let idle = PerProcessor([Parser]())
    private static let mostIdle = 2
    /// A parser that has read more than this is let go of: its index may be several times as large.
    private static let largestKept = 64 << 10
    /// Parsers that have read documents of `leastLarge` bytes or more, whose numbers lie in pages that the system would
    /// have to clear for each anew. They wait for others of that size until `giveMemoryBack`.
    private static let large = Mutex([Parser]())
    private static let leastLarge = 2 << 20

    /// An idle parser, or a new one, for a document of `count` bytes.
    static func take(toRead count: Int) throws(Unreadable) -> Parser {
        if let parser = count < leastLarge ? idle.take() : large.withLock({ $0.popLast() }) { return parser }
        return try Parser()
    }

    /// Lets another document have the parser, after one of `count` bytes.
    func giveBack(afterReading count: Int) {
        if count <= Self.largestKept {
            Self.idle.giveBack(self, atMost: Self.mostIdle)
        } else if count >= Self.leastLarge {
            Self.large.withLock { if $0.count < Self.mostIdle { $0.append(self) } }
        }
    }

    /// Lets go of the parsers of large documents that wait.
    static func giveMemoryBack() {
        var parsers: [Parser] = []
        large.withLock { swap(&parsers, &$0) }
    }

    /// Makes the index of a document.
    ///
    /// The bytes after the document are never more than looked at: what they say has no part in the outcome. That
    /// holds of objects and arrays, which say themselves where they end; any other document is read from a copy.
    ///
    /// - Returns: Whether it is a document.
    func read(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
        guard range.count < Int(UInt32.max), index.clear(forBytes: range.count) else { return false }
        let first = bytes[range].first { !$0.isSpace }
        let hasEnd = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        return unsafe bytes.withUnsafeBytes { text in
            guard let base = text.baseAddress else { return false }
            let start = unsafe base + range.lowerBound
            if hasEnd, bytes.capacity - range.upperBound >= Document.padding {
                return unsafe index.read(Cursor(start, count: range.count))
            }
            let room = range.count + Document.padding
            return unsafe withUnsafeTemporaryAllocation(byteCount: room, alignment: 8) { copy in
                guard let copied = copy.baseAddress else { return false }
                unsafe copied.copyMemory(from: start, byteCount: range.count)
                unsafe (copied + range.count).initializeMemory(as: UInt8.self, repeating: 0, count: Document.padding)
                return unsafe index.read(Cursor(copied, count: range.count))
            }
        }
    }
}
