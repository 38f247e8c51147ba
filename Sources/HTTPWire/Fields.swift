/// Header fields in the order in which they came; names are without case.
public struct Fields: Sendable {
    /// Where a field lies in `text`.
    private struct Line: Sendable {
        let start, nameEnd, end: Int
    }

    /// Names, in lower case, and values, one after another.
    private var text: [UInt8] = []
    private var lines: [Line] = []

    init() {}

    init(_ all: [(name: String, value: String)]) {
        for (name, value) in all {
            let both = Array((name + value).utf8)
            append(both.span, name: 0..<name.utf8.count, value: name.utf8.count..<both.count)
        }
    }

    /// Adds a field, whose name and value lie in `bytes`.
    mutating func append(_ bytes: Span<UInt8>, name: Range<Int>, value: Range<Int>) {
        let start = text.count
        for i in name { text.append((0x41...0x5A).contains(bytes[i]) ? bytes[i] | 0x20 : bytes[i]) }
        let nameEnd = text.count
        unsafe bytes.extracting(value).withUnsafeBufferPointer { unsafe text.append(copying: $0) }
        lines.append(Line(start: start, nameEnd: nameEnd, end: text.count))
    }

    /// Forgets all, and keeps the memory for others.
    mutating func removeAll() {
        text.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
    }

    public var count: Int { lines.count }

    /// How many fields have that name, which is in lower case.
    public func count(of name: String) -> Int {
        var count = 0
        for line in lines where isNamed(line, name) { count += 1 }
        return count
    }

    /// The value of the one field of that name; `nil` where there is none, or more than one.
    public func only(_ name: String) -> ArraySlice<UInt8>? {
        var found: Line?
        for line in lines where isNamed(line, name) {
            if found != nil { return nil }
            found = line
        }
        return found.map { text[$0.nameEnd..<$0.end] }
    }

    /// Every value of the fields of that name; what is not UTF-8 in it becomes U+FFFD.
    public subscript(_ name: String) -> [String] {
        var values: [String] = []
        for line in lines where isNamed(line, name) {
            values.append(String(decoding: text[line.nameEnd..<line.end], as: UTF8.self))
        }
        return values
    }

    /// The members of a comma-separated list, in lower case (RFC 9110 §5.6.1).
    public func list(_ name: String) -> [String] {
        guard count(of: name) > 0 else { return [] }
        return self[name].flatMap { $0.split(separator: ",") }.map { member in
            let start = member.drop { $0 == " " || $0 == "\t" }
            let trimmed = start.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            return lowercasedASCII(String(trimmed))
        }
    }

    private func isNamed(_ line: Line, _ name: String) -> Bool {
        let name = name.utf8Span.span
        guard line.nameEnd - line.start == name.count else { return false }
        for i in name.indices where text[line.start + i] != name[i] { return false }
        return true
    }
}

/// The text with its ASCII letters in lower case: `String.lowercased()` would make a k of the Kelvin sign too.
func lowercasedASCII(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
}
