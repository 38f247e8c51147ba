import JSON
import Testing

private enum Letter: Int, MemberKey {
    case a, b

    static let names = MemberNames("a", "b")
}

private enum Odd: Int, MemberKey {
    case name

    static let names = MemberNames("a/b~c")
}

@Suite("Reading documents")
struct ReaderTests {
    static func reader(_ text: String) throws -> Reader { Reader(try Document(parsing: Array(text.utf8))) }

    @Test func `rows of numbers, whole and with a point`() throws {
        var reader = try Self.reader("[[1, -2.5, 3e2], [18446744073709551615, -9223372036854775808, 0.1]]")
        let rows = reader.rows(reader.root, as: Double.self)
        #expect(rows?.rows == 2)
        #expect(rows?.columns == 3)
        #expect(rows?.elements == [1, -2.5, 300, 0x1p64, -9_223_372_036_854_775_808, 0.1])
        #expect(reader.findings == [])
    }

    @Test func `rows that disagree in length are told one by one`() throws {
        var reader = try Self.reader("[[1, 2], [3], [4, 5], [6, 7, 8]]")
        #expect(reader.rows(reader.root, as: Double.self) == nil)
        #expect(
            reader.findings == [
                Finding(pointer: "/1", detail: "expected 2 numbers, as in the first row, found 1"),
                Finding(pointer: "/3", detail: "expected 2 numbers, as in the first row, found 3"),
            ])
    }

    @Test(arguments: [
        (#"[["a", 2], [1, 2], [3, 4]]"#, ["/0/0: expected a number, found a string"]),
        (
            "[[1, true], [1, 2], [3]]",
            ["/0/1: expected a number, found a boolean", "/2: expected 2 numbers, as in the first row, found 1"]
        ),
        ("[null, [1, 2, 3], [4, 5]]", ["/0: expected an array of numbers, found null"]),
        ("[5, [1], [2, 3]]", ["/0: expected an array of numbers, found a number"]),
    ])
    func `rows are as long as the first one, whatever is in that`(text: String, findings: [String]) throws {
        var reader = try Self.reader(text)
        #expect(reader.rows(reader.root, as: Double.self) == nil)
        #expect(reader.findings.map { "\($0.pointer): \($0.detail)" } == findings)
    }

    @Test func `what is no number is pointed at`() throws {
        var reader = try Self.reader(#"{"a": [[1, "2"], [null, 4], 5, [true, {}]]}"#)
        let members = reader.members(of: reader.root, required: Letter.a)
        let node = try #require(members?[.a])
        #expect(reader.rows(node, as: Double.self) == nil)
        #expect(
            reader.findings == [
                Finding(pointer: "/a/0/1", detail: "expected a number, found a string"),
                Finding(pointer: "/a/1/0", detail: "expected a number, found null"),
                Finding(pointer: "/a/2", detail: "expected an array of numbers, found a number"),
                Finding(pointer: "/a/3/0", detail: "expected a number, found a boolean"),
            ])
    }

    @Test func `a number that a float32 cannot hold is pointed at`() throws {
        var reader = try Self.reader("[1, 3.5e38]")
        #expect(reader.numbers(reader.root, as: Float.self) == nil)
        #expect(reader.findings == [Finding(pointer: "/1", detail: "too large for a float32")])
        var double = try Self.reader("[1, 3.5e38]")
        #expect(double.numbers(double.root, as: Double.self) == [1, 3.5e38])
    }

    @Test func `missing, unknown and repeated members are told at once`() throws {
        var reader = try Self.reader(#"{"a": 1, "c": 2, "a": 3}"#)
        _ = reader.members(of: reader.root, required: Letter.b)
        #expect(
            reader.findings == [
                Finding(pointer: "/c", detail: "unknown member; known here: a, b"),
                Finding(pointer: "/a", detail: "given twice"),
                Finding(pointer: "", detail: "missing member \"b\""),
            ])
    }

    @Test func `ten findings are enough`() throws {
        var reader = try Self.reader("[" + Array(repeating: "[\"x\"]", count: 50).joined(separator: ",") + "]")
        #expect(reader.rows(reader.root, as: Double.self) == nil)
        #expect(reader.findings.count == 10)
        #expect(reader.findings.last?.pointer == "/9/0")
    }

    /// Finding the place of each of 200,000 faults would take minutes.
    @Test func `one fault a hundred thousand times takes no longer than ten`() throws {
        for key in ["a", "k"] {
            var reader = try Self.reader(
                "{" + Array(repeating: "\"\(key)\":1", count: 200_000).joined(separator: ",") + "}")
            _ = reader.members(of: reader.root, required: Letter.a)
            let isFull = reader.isFull
            #expect(isFull)
            #expect(!reader.findings.isEmpty)
        }
    }

    @Test func `keys that only look the same are told of one by one`() throws {
        var reader = try Self.reader(#"{"K":1,"\u212a":2,"e\u0301":3,"\u00e9":4}"#)
        _ = reader.members(of: reader.root, Letter.self, required: nil)
        #expect(reader.findings.count == 4)
    }

    @Test func `a key as long as a document is not repeated`() throws {
        var reader = try Self.reader("{\"" + String(repeating: "k", count: 100_000) + "\":1}")
        _ = reader.members(of: reader.root, Letter.self, required: nil)
        #expect(reader.findings.first?.pointer == "/" + String(repeating: "k", count: 64) + "…")
    }

    @Test func `a pointer escapes what RFC 6901 escapes`() throws {
        var reader = try Self.reader(#"{"a/b~c": [[1], "x"]}"#)
        let members = reader.members(of: reader.root, required: Odd.name)
        let node = try #require(members?[.name])
        #expect(reader.rows(node, as: Double.self) == nil)
        #expect(reader.findings.map(\.pointer) == ["/a~1b~0c/1"])
    }

    @Test func `strings come out unescaped`() throws {
        var reader = try Self.reader(#""a\"\\\u00e9\ud83d\ude00\n""#)
        #expect(reader.string(reader.root) == "a\"\\é😀\n")
    }

    @Test func `spare capacity or none, a document reads the same`() throws {
        let text = Array("[0.25, 12345678]".utf8)
        var padded = text
        padded.reserveCapacity(text.count + Document.padding)
        for bytes in [text, padded] {
            var reader = Reader(try Document(parsing: bytes))
            #expect(reader.numbers(reader.root, as: Double.self) == [0.25, 12_345_678])
        }
    }
}
