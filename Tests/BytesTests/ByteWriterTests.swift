import Bytes
import Testing

@Suite("Writing bytes")
struct ByteWriterTests {
    static func text(room: Int = 64, _ body: (inout ByteWriter) -> Void) -> String {
        var bytes = Array("<".utf8)
        bytes.append(room: room, body)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `pieces one after another`() {
        let (some, none) = (Array("span".utf8), [UInt8]())
        let text = Self.text { writer in
            writer.write("static ")
            writer.write(UInt8(ascii: "b"))
            writer.write(text: " é ")
            writer.write(some.span)
            writer.write(none.span)
        }
        #expect(text == "<static b é span")
    }

    @Test func `a text between two others`() {
        #expect(Self.text { $0.write(",\"", "key", "\":") } == "<,\"key\":")
        #expect(Self.text { $0.write("", "", "") } == "<")
        let long = Self.text(room: 0) { $0.write("before, ", "in between and longer than the room", ", after") }
        #expect(long == "<before, in between and longer than the room, after")
    }

    @Test(arguments: [
        (0 as UInt, "0.000"), (5, "0.005"), (999, "0.999"), (1000, "1.000"), (12_345, "12.345"), (100_020, "100.020"),
        (UInt.max, "18446744073709551.615"),
    ])
    func `thousandths`(number: UInt, expected: String) {
        #expect(Self.text { $0.write(thousandths: number) } == "<" + expected)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 100, 4096])
    func `what there is no room for comes behind it`(room: Int) {
        let pieces = (0..<500).map { "\($0) " }
        let text = Self.text(room: room) { writer in
            for piece in pieces { writer.write(text: piece) }
            writer.write(text: String(repeating: "x", count: 5000))
            writer.write(decimal: 7)
        }
        #expect(text == "<" + pieces.joined() + String(repeating: "x", count: 5000) + "7")
    }

    @Test(arguments: [0, 16, 64, 10_000])
    func `bytes lent`(room: Int) {
        let pieces = (0..<100).map { "\($0) " }
        var found = ""
        withBytes(room: room) { writer in
            for piece in pieces { writer.write(text: piece) }
        } to: { bytes in
            for i in bytes.indices { found.unicodeScalars.append(Unicode.Scalar(bytes[i])) }
        }
        #expect(found == pieces.joined())
    }

    @Test(arguments: [0, 1, 9, 10, 99, 100, -1, -10, 123_456_789, .max, .min])
    func `whole numbers`(number: Int) { #expect(Self.text { $0.write(decimal: number) } == "<\(number)") }

    @Test(arguments: [(0, 1, "0"), (7, 3, "007"), (1234, 3, "1234"), (UInt.max, 20, "18446744073709551615")])
    func `whole numbers with zeros in front`(number: UInt, digits: Int, text: String) {
        #expect(Self.text { $0.write(decimal: number, digits: digits) } == "<" + text)
    }

    @Test(arguments: [(0, "0000000000000000"), (0x0123_4567_89AB_CDEF, "0123456789abcdef"), (.max, "ffffffffffffffff")])
    func `hexadecimal numbers`(number: UInt64, text: String) {
        #expect(Self.text { $0.write(hexadecimal: number) } == "<" + text)
    }
}
