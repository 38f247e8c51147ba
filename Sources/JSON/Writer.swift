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
    public private(set) var bytes: [UInt8] = []
    /// Whether a number was met that was not finite.
    public private(set) var hasNonFinite = false
    private let nonFinite: NonFinite
    /// Whether the next member or element is the first of its object or array.
    private var isFirst = true

    /// - Parameter numbers: about how many numbers will be written; room for them is made at once.
    public init(nonFinite: NonFinite = .error, numbers: Int = 0) {
        self.nonFinite = nonFinite
        bytes.reserveCapacity(numbers * 25 + 1024)
    }

    /// The text, handed over.
    public consuming func finish() -> [UInt8] { bytes }

    /// Text as it stands: brackets, commas, keys known to need no escape.
    public mutating func raw(_ text: StaticString) {
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
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
        raw(isFirst ? "\"" : ",\"")
        raw(name)
        raw("\":")
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
    public mutating func number<S: BinaryFormat>(_ x: S) { separated([x], columns: 1) }

    /// `[x, x, …]`
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func numbers<S: BinaryFormat>(_ row: [S]) {
        raw("[")
        separated(row, columns: max(row.count, 1))
        raw("]")
    }

    /// `[[x, …], [x, …], …]`
    ///
    /// - Parameter elements: the rows one after another, each of `columns` numbers; at least one column
    @specialized(where S == Double)
    @specialized(where S == Float)
    public mutating func rows<S: BinaryFormat>(_ elements: [S], columns: Int) {
        raw("[[")
        separated(elements, columns: columns)
        raw("]]")
    }

    /// Numbers with a comma between them and `],[` after every `columns`.
    @specialized(where S == Double)
    @specialized(where S == Float)
    private mutating func separated<S: BinaryFormat>(_ elements: [S], columns: Int) {
        var next = 0
        while next < elements.count {
            next += piece(elements, from: next, columns: columns)
        }
    }

    /// Writes some of the elements from `first` on, at most 256 and at most to where one is not finite.
    ///
    /// - Returns: How many.
    @inline(__always)
    private mutating func piece<S: BinaryFormat>(_ elements: [S], from first: Int, columns: Int) -> Int {
        let last = min(first + 256, elements.count)
        var i = first
        NumberFormat.with { format in
            bytes.append(addingCapacity: (last - first) * 28 + NumberFormat.room) { output in
                unsafe output.withUnsafeMutableBufferPointer { buffer, written in
                    guard let base = buffer.baseAddress else { return }
                    var p = unsafe UnsafeMutableRawPointer(base) + written
                    var column = i % columns
                    while i < last, elements[i].isFinite {
                        if i > 0 { unsafe Self.separator(at: &p, endsRow: column == 0) }
                        unsafe p = format.write(elements[i], at: p)
                        i += 1
                        column = column + 1 == columns ? 0 : column + 1
                    }
                    unsafe written = p - UnsafeMutableRawPointer(base)
                }
            }
        }
        if i < last, !elements[i].isFinite {
            if i > 0 { raw(i % columns == 0 ? "],[" : ",") }
            writeNonFinite(elements[i])
            i += 1
        }
        return i - first
    }

    @inline(__always)
    @unsafe private static func separator(at p: inout UnsafeMutableRawPointer, endsRow: Bool) {
        if endsRow {
            unsafe p.copyMemory(from: ("],[" as StaticString).utf8Start, byteCount: 3)
            unsafe p += 3
        } else {
            unsafe p.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
            unsafe p += 1
        }
    }

    private mutating func writeNonFinite<S: BinaryFormat>(_ x: S) {
        hasNonFinite = true
        switch nonFinite {
        case .error, .null: raw("null")
        case .string: raw(x.isNaN ? "\"NaN\"" : x > 0 ? "\"Infinity\"" : "\"-Infinity\"")
        }
    }
}
