internal import CSimdJSON

/// A JSON document that has been read: simdjson's tape, and places in it.
///
/// A document is read whole and is valid; `Reader` makes typed values of it.
@safe public final class Document {
    /// How deep arrays and objects may lie in one another; one without anything in it does not count.
    public static let maximumDepth = 32

    private let parser: Parser
    private let count: Int
    /// 64-bit words, the tag in the top byte, an array's or object's end in the low 32 bits.
    let tape: UnsafePointer<UInt64>
    private let strings: UnsafePointer<UInt8>

    /// Reads a document.
    ///
    /// - Parameter bytes: RFC 8259 text in UTF-8. With `Document.padding` bytes of spare capacity it is not copied.
    /// - Throws: `Unreadable`, which says where and why.
    public init(parsing bytes: [UInt8]) throws(Unreadable) {
        guard !bytes.isEmpty else { throw Unreadable(bytes) }
        parser = try Parser.take()
        count = bytes.count
        guard let (tape, strings) = unsafe parser.read(bytes, depth: Self.maximumDepth + 1) else {
            parser.giveBack(afterReading: count)
            throw Unreadable(bytes)
        }
        unsafe (self.tape, self.strings) = (tape, strings)
    }

    deinit { parser.giveBack(afterReading: count) }

    /// The bytes after a document that the parser may look at.
    public static var padding: Int { Int(csimdjson_padding) }

    /// The value that the whole document is.
    public var root: Node { Node(index: 1) }

    /// The text of the string or key at `node`.
    func string(at node: Node) -> String {
        let offset = Int(truncatingIfNeeded: unsafe tape[node.index] & 0x00FF_FFFF_FFFF_FFFF)
        let length = unsafe UnsafeRawPointer(strings).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return unsafe String(
            decoding: UnsafeBufferPointer(start: strings + offset + 4, count: Int(length)), as: UTF8.self)
    }

    /// What stands at `node`.
    func kind(of node: Node) -> Kind { Kind(tag: unsafe UInt8(tape[node.index] >> 56)) }

    /// The place after the value at `node`.
    func next(after node: Node) -> Node {
        let word = unsafe tape[node.index]
        return switch UInt8(word >> 56) {
        case UInt8(ascii: "{"), UInt8(ascii: "["): Node(index: Int(word & 0xFFFF_FFFF))
        case UInt8(ascii: "d"), UInt8(ascii: "l"), UInt8(ascii: "u"): Node(index: node.index + 2)
        default: Node(index: node.index + 1)
        }
    }
}

/// A place in a document.
public struct Node: Sendable, Equatable {
    let index: Int
}

/// What a JSON value can be.
enum Kind: String {
    case object = "an object"
    case array = "an array"
    case string = "a string"
    case number = "a number"
    case boolean = "a boolean"
    case null = "null"

    init(tag: UInt8) {
        self =
            switch tag {
            case UInt8(ascii: "{"): .object
            case UInt8(ascii: "["): .array
            case UInt8(ascii: "\""): .string
            case UInt8(ascii: "d"), UInt8(ascii: "l"), UInt8(ascii: "u"): .number
            case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
            default: .null
            }
    }
}
