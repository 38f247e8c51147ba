/// One value or key of a document, in the order in which they stand.
///
/// | tag | `extent` | `low` | `high` |
/// |---|---|---|---|
/// | `object`, `array` | the index after its last entry | how many numbers lie in arrays within | its members or elements |
/// | `numbers`: an array that holds numbers, one at least, and nothing else | how many | where they begin in `Index.numbers` | the offset of the first in the text |
/// | `string`, `escapedString`: one with no escape, and one with escapes | its bytes in the text | its offset | |
/// | `number`: one that stands elsewhere | | its bits | its bits |
struct Entry: BitwiseCopyable {
    enum Tag: UInt8 {
        case object, array, numbers, string, escapedString, number, `true`, `false`, null
    }

    var tag: Tag
    var extent: UInt32 = 0
    var low: UInt32 = 0
    var high: UInt32 = 0

    init(_ tag: Tag, extent: UInt32 = 0, low: UInt32 = 0, high: UInt32 = 0) {
        (self.tag, self.extent, self.low, self.high) = (tag, extent, low, high)
    }

    init(_ number: Double) {
        let bits = number.bitPattern
        self.init(.number, low: UInt32(truncatingIfNeeded: bits), high: UInt32(truncatingIfNeeded: bits >> 32))
    }

    /// What a `number` is.
    var number: Double { Double(bitPattern: UInt64(high) << 32 | UInt64(low)) }
    /// Where in the text a string lies.
    var bytes: Range<Int> { Int(low)..<Int(low) + Int(extent) }
}

/// A place in a document: an entry, or a number of an array that is one entry.
public struct Node: Sendable, Equatable {
    @usableFromInline let index: UInt32
    /// 0 for the entry itself, 1 for the first number in it.
    @usableFromInline var element: UInt32 = 0

    @inlinable
    init(index: UInt32, element: UInt32 = 0) { (self.index, self.element) = (index, element) }
}

/// What a JSON value can be. It has no raw value: two of those would be compared by their texts.
public enum Kind {
    case object, array, string, number, boolean, null

    init(_ tag: Entry.Tag) {
        self =
            switch tag {
            case .object: .object
            case .array, .numbers: .array
            case .string, .escapedString: .string
            case .number: .number
            case .true, .false: .boolean
            case .null: .null
            }
    }

    /// As it is told of.
    var noun: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .boolean: "a boolean"
        case .null: "null"
        }
    }
}
