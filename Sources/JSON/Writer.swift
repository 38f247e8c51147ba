/// What becomes of a number that JSON cannot hold.
public enum NonFinite: String, Sendable, CaseIterable {
    /// It is noted, and the text is not to be used.
    case error
    /// `null`
    case null
    /// `"NaN"`, `"Infinity"` or `"-Infinity"`
    case string
}

/// Writes JSON text, numbers as the shortest decimals that read back to the same bits.
public struct Writer: ~Copyable {
    /// The text so far.
    public internal(set) var bytes: [UInt8]
    /// Whether a number was met that was not finite.
    public internal(set) var hasNonFinite = false
    let nonFinite: NonFinite
    /// The most that a number takes with the separator behind it.
    static let bytesPerNumber = 28
    /// Whether the next member or element is the first of its object or array.
    private var isFirst = true

    /// - Parameters:
    ///   - numbers: about how many numbers will be written; room for them is made at once.
    ///   - storage: an array whose content is done with; if nobody else holds it, its memory is used again.
    public init(nonFinite: NonFinite = .error, numbers: Int = 0, reusing storage: consuming [UInt8] = []) {
        self.nonFinite = nonFinite
        storage.removeAll(keepingCapacity: true)
        let room = numbers * Self.bytesPerNumber + 1024
        storage.reserveCapacity(room)
        if room >= 4 << 20 {
            unsafe storage.withUnsafeMutableBytes { memory in
                if let start = memory.baseAddress { unsafe adviseHugePages(start, room) }
            }
        }
        bytes = storage
    }

    /// The text, handed over.
    public consuming func finish() -> [UInt8] { bytes }

    /// Text as it stands: brackets, commas, keys known to need no escape.
    public mutating func raw(_ text: StaticString) {
        bytes.append(text)
    }

    /// A string, quoted and escaped (RFC 8259 §7).
    public mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: raw("\\n")
            case 0..<0x20:
                raw("\\u00")
                for digit in [byte >> 4, byte & 15] { bytes.append(digit < 10 ? 48 + digit : 87 + digit) }
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A whole number.
    public mutating func integer(_ n: Int) { bytes.append(contentsOf: String(n).utf8) }

    /// `{…}`, whose members `body` writes, each a `key` and a value.
    public mutating func object(_ body: (inout Writer) -> Void) {
        raw("{")
        isFirst = true
        body(&self)
        raw("}")
        isFirst = false
    }

    /// The key of the next member, known to need no escape, with the comma before it.
    public mutating func key(_ name: StaticString) {
        bytes.append(isFirst ? "\"" : ",\"", name, "\":")
        isFirst = false
    }

    /// `[…]`, each element written by `body`.
    @inlinable
    public mutating func array<Elements: Sequence>(
        _ elements: Elements, _ body: (inout Writer, Elements.Element) -> Void
    ) {
        raw("[")
        var isFirstElement = true
        for element in elements {
            if !isFirstElement { raw(",") }
            isFirstElement = false
            body(&self, element)
        }
        raw("]")
    }

    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func number<S: BinaryFormat>(_ x: S) {
        let one: InlineArray<1, S> = [x]
        separated(one.span, columns: 1)
    }

    /// `[x, x, …]`
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func numbers<S: BinaryFormat>(_ row: Span<S>) {
        raw("[")
        separated(row, columns: max(row.count, 1))
        raw("]")
    }

    /// `[x, x, …]`
    public mutating func numbers<S: BinaryFormat>(_ row: [S]) { numbers(row.span) }

    /// `[[x, …], [x, …], …]`
    ///
    /// - Parameter elements: the rows one after another, each of `columns` numbers; at least one column
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func rows<S: BinaryFormat>(_ elements: Span<S>, columns: Int) {
        raw("[[")
        separated(elements, columns: columns)
        raw("]]")
    }

    /// `[[x, …], [x, …], …]`
    public mutating func rows<S: BinaryFormat>(_ elements: [S], columns: Int) { rows(elements.span, columns: columns) }
}
