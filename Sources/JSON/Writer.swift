public import Bytes

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
    @usableFromInline var output: ByteWriter
    /// Whether a number was met that was not finite.
    var hasNonFinite = false
    let nonFinite: NonFinite
    var tables = NumberTables.shared
    /// The most that a number takes with the separator behind it.
    static let bytesPerNumber = 28
    /// What many numbers hardly exceed.
    private static let likelyBytesPerNumber = 24
    /// Whether the next member or element is the first of its object or array.
    @usableFromInline var isFirst = true
    /// What is made room for beside numbers; more is no fault.
    private static let textBytes = 2048

    /// Appends JSON text to an array.
    ///
    /// - Parameters:
    ///   - numbers: about how many numbers will be written; room for them is made at once, unless they will hardly
    ///     need more than there is.
    ///   - body: writes the text
    /// - Returns: Whether a number was met that was not finite.
    @discardableResult
    public static func append(
        to bytes: inout [UInt8], nonFinite: NonFinite = .error, numbers: Int = 0, _ body: (inout Writer) -> Void
    ) -> Bool {
        var room = room(numbers: numbers)
        let free = bytes.capacity - bytes.count
        if free >= numbers * likelyBytesPerNumber + textBytes {
            room = min(room, free)
        } else {
            bytes.reserveCapacity(bytes.count + room)
        }
        if room >= 4 << 20, room > free { bytes.adviseHugePages() }
        var hasNonFinite = false
        bytes.append(room: room) { output in
            var writer = Writer(output, nonFinite)
            body(&writer)
            hasNonFinite = writer.hasNonFinite
            output = writer.finish()
        }
        return hasNonFinite
    }

    /// About the most bytes that a text with so many numbers takes.
    public static func room(numbers: Int) -> Int { numbers * bytesPerNumber + textBytes }

    /// JSON text, which `body` writes.
    public static func text(nonFinite: NonFinite = .error, _ body: (inout Writer) -> Void) -> [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, nonFinite: nonFinite, body)
        return bytes
    }

    private init(_ output: consuming ByteWriter, _ nonFinite: NonFinite) {
        self.output = output
        self.nonFinite = nonFinite
    }

    private consuming func finish() -> ByteWriter { output }

    /// Bytes written so far.
    public var count: Int { output.count }

    /// Text as it stands: brackets, commas, keys known to need no escape.
    @inlinable @inline(__always)
    public mutating func raw(_ text: StaticString) {
        output.write(text)
    }

    /// A string, quoted and escaped (RFC 8259 §7).
    public mutating func string(_ text: String) {
        output.write(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                output.write(UInt8(ascii: "\\"))
                output.write(byte)
            case 0x0A: raw("\\n")
            case 0..<0x20:
                raw("\\u00")
                for digit in [byte >> 4, byte & 15] { output.write(digit < 10 ? 48 + digit : 87 + digit) }
            default: output.write(byte)
            }
        }
        output.write(UInt8(ascii: "\""))
    }

    /// A whole number.
    public mutating func integer(_ n: Int) { output.write(decimal: n) }

    /// `{…}`, whose members `body` writes, each a `key` and a value.
    @inlinable @inline(__always)
    public mutating func object(_ body: (inout Writer) -> Void) {
        raw("{")
        isFirst = true
        body(&self)
        raw("}")
        isFirst = false
    }

    /// The key of the next member, known to need no escape, with the comma before it.
    @inlinable @inline(__always)
    public mutating func key(_ name: StaticString) {
        if isFirst { output.write("\"", name, "\":") } else { output.write(",\"", name, "\":") }
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
}
