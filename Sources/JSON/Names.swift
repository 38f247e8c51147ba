/// Names that strings of documents may be.
public struct Names: Sendable {
    let texts: [String]
    private let starts: [NameStart]

    public init(_ names: [String]) { (texts, starts) = (names, names.map { NameStart($0.utf8) }) }

    var count: Int { starts.count }

    /// The place of a name that is no longer than what is compared at once; those before `likely` are looked at last.
    @inline(__always)
    fileprivate func place(of name: NameStart, from likely: Int) -> Int? {
        var place = likely
        for _ in starts.indices {
            if place >= starts.count { place = 0 }
            if starts[place] == name { return place }
            place += 1
        }
        return nil
    }
}

/// How long a name is, and its first bytes, which are compared at once.
private struct NameStart: BitwiseCopyable {
    /// The first in the lowest; zeros behind a shorter one.
    private let low, high: UInt64
    private let count: UInt32

    static let most = 16

    init(_ text: some Sequence<UInt8>) {
        let bytes = Array(text)
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        (low, high, count) = (word(bytes.prefix(8)), word(bytes.dropFirst(8).prefix(8)), UInt32(bytes.count))
    }

    /// Of the first of 16 bytes.
    @inline(__always)
    init(_ low: UInt64, _ high: UInt64, count: UInt32) {
        self.low = count < 8 ? low & ((1 &<< (UInt64(count) &* 8)) &- 1) : low
        self.high = count < 16 ? high & ((1 &<< (UInt64(max(count, 8)) &* 8)) &- 1) : high
        self.count = count
    }

    @inline(__always)
    static func == (a: NameStart, b: NameStart) -> Bool { a.low == b.low && a.high == b.high && a.count == b.count }
}

extension Document {
    /// Which of the names is the string or key at `node`.
    ///
    /// - Parameter likely: the place of the name to be looked at first; those behind it follow, then those before it
    @inline(__always)
    func place(of node: Node, among names: Names, from likely: Int = 0) -> Int? {
        let entry = entry(at: node)
        guard entry.tag == .string, entry.extent <= NameStart.most, let (low, high) = words(at: Int(entry.low)) else {
            return self.place(of: node, amongLong: names.texts)
        }
        return names.place(of: NameStart(low, high, count: entry.extent), from: likely)
    }

    @inline(never)
    private func place(of node: Node, amongLong names: [String]) -> Int? {
        names.firstIndex { isString(at: node, $0) }
    }
}

extension Reader {
    /// Which of the names a string is.
    public func place(of node: Node, among names: Names) -> Int? {
        kind(of: node) == .string ? document.place(of: node, among: names) : nil
    }
}
