/// Header fields in the order in which they came; names are without case.
public struct Fields: Sendable {
    /// Where a field lies in `text`.
    private struct Line: Sendable {
        let name, value: Range<Int>
    }

    /// Where the lines lie, perhaps with something else around them.
    private var text: [UInt8] = []
    private var lines: [Line] = []
    /// A bit for every name that there is, which others share: of most names that are asked for there is none.
    private var marks: UInt64 = 0

    init() {}

    init(_ all: [(name: String, value: String)]) {
        var both: [UInt8] = []
        for (name, value) in all {
            let start = both.count
            both += name.utf8
            let middle = both.count
            both += value.utf8
            append(name: start..<middle, value: middle..<both.count)
        }
        setText(both.span)
    }

    /// Adds a field, whose name and value lie there in the text.
    mutating func append(name: Range<Int>, value: Range<Int>) { lines.append(Line(name: name, value: value)) }

    /// Sets the text, once all fields are added.
    mutating func setText(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
        for i in lines.indices {
            let name = lines[i].name
            guard let first = name.first, let last = name.last else { continue }
            marks |= Self.mark(bytes[first].lowercased, bytes[last].lowercased, name.count)
        }
    }

    /// Forgets all, and keeps the memory for others.
    mutating func removeAll() {
        text.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        marks = 0
    }

    public var count: Int { lines.count }

    /// How many fields have that name, which is in lower case, as in all that follows.
    public func count(of name: StaticString) -> Int {
        guard mayHave(name) else { return 0 }
        return lines.count { isNamed($0, name) }
    }

    /// The value of the one field of that name; `nil` where there is none, or more than one.
    public func only(_ name: StaticString) -> ArraySlice<UInt8>? { place(ofOnly: name).map { text[$0] } }

    /// Whether there is one field of that name, with that value.
    public func only(_ name: StaticString, is value: StaticString) -> Bool {
        place(ofOnly: name).map { isText($0, value) } ?? false
    }

    /// Where the value lies of the one field of that name.
    private func place(ofOnly name: StaticString) -> Range<Int>? {
        guard mayHave(name) else { return nil }
        var found: Range<Int>?
        for i in lines.indices where isNamed(lines[i], name) {
            if found != nil { return nil }
            found = lines[i].value
        }
        return found
    }

    /// Every value of the fields of that name; what is not UTF-8 in it becomes U+FFFD.
    public subscript(_ name: StaticString) -> [String] {
        guard mayHave(name) else { return [] }
        return lines.filter { isNamed($0, name) }.map { String(decoding: text[$0.value], as: UTF8.self) }
    }

    /// The members of a comma-separated list, in lower case (RFC 9110 §5.6.1).
    public func list(_ name: StaticString) -> [String] {
        guard mayHave(name) else { return [] }
        return self[name].flatMap { $0.split(separator: ",") }.map { member in
            let start = member.drop { $0 == " " || $0 == "\t" }
            let trimmed = start.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            return lowercasedASCII(String(trimmed))
        }
    }

    private func isNamed(_ line: Line, _ name: StaticString) -> Bool { isText(line.name, name) { $0.lowercased } }

    private func isText(_ range: Range<Int>, _ other: StaticString) -> Bool { isText(range, other) { $0 } }

    /// Whether bytes are those of another text, looked at eight at a time, the last of which may have been looked at
    /// before.
    ///
    /// - Parameter change: made of every byte first
    @inline(__always)
    private func isText(_ range: Range<Int>, _ other: StaticString, _ change: (UInt64) -> UInt64) -> Bool {
        let count = range.count
        guard count == other.utf8CodeUnitCount else { return false }
        precondition(range.upperBound <= text.count)
        return unsafe text.withUnsafeBytes { text in
            let other = unsafe UnsafeRawBufferPointer(start: other.utf8Start, count: count)
            if count < 8 {
                var (a, b) = (0 as UInt64, 0 as UInt64)
                for i in 0..<count {
                    a = unsafe a &<< 8 | UInt64(text[range.lowerBound &+ i])
                    b = unsafe b &<< 8 | UInt64(other[i])
                }
                return change(a) == b
            }
            var i = 0
            while true {
                let place = min(i, count &- 8)
                let a = unsafe text.loadUnaligned(fromByteOffset: range.lowerBound &+ place, as: UInt64.self)
                let b = unsafe other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                if change(a) != b { return false }
                i &+= 8
                if i >= count { return true }
            }
        }
    }

    @inline(__always)
    private func mayHave(_ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        return unsafe marks & Self.mark(name.utf8Start[0], name.utf8Start[count - 1], count) != 0
    }

    @inline(__always)
    private static func mark(_ first: UInt8, _ last: UInt8, _ count: Int) -> UInt64 {
        1 &<< (UInt64(first) &+ 5 &* UInt64(last) &+ 11 &* UInt64(truncatingIfNeeded: count))  // modulo 64
    }
}

extension UInt8 {
    /// An ASCII letter in lower case, and any other byte as it is.
    fileprivate var lowercased: UInt8 { self | (self &- 0x41 < 26 ? 0x20 : 0) }
}

extension UInt64 {
    /// Eight bytes: ASCII letters in lower case, and any other byte as it is.
    fileprivate var lowercased: UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = self & (ones &* 0x7F)
        // The highest bit of a byte is set from A on, and from what follows Z on.
        let isCapital = (low &+ ones &* (0x80 - 0x41)) & ~(low &+ ones &* (0x80 - 0x5B)) & ~self & (ones &* 0x80)
        return self | isCapital &>> 2
    }
}

/// The text with its ASCII letters in lower case: `String.lowercased()` would make a k of the Kelvin sign too.
func lowercasedASCII(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
}
