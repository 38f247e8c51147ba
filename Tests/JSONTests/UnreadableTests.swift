import JSON
import Testing

@Suite("What cannot be read")
struct UnreadableTests {
    static func error(_ bytes: [UInt8]) -> Unreadable? {
        do throws(Unreadable) {
            _ = try Document(parsing: bytes)
            return nil
        } catch {
            return error
        }
    }

    static func error(_ text: String) -> Unreadable? { error(Array(text.utf8)) }

    @Test(arguments: [
        ("", "", "line 1, column 1: the document is empty"),
        ("  \n ", "", "line 2, column 2: the document is empty"),
        ("{\"a\": [1, 2,]}", "/a/2", "line 1, column 13: expected a value, found ']'"),
        ("{\"a\": [1, 2}", "/a", "line 1, column 12: expected ',' or ']', found '}'"),
        ("{\"a\" 1}", "/a", "line 1, column 6: expected ':', found '1'"),
        ("{a: 1}", "", "line 1, column 2: expected a key in quotation marks, found 'a'"),
        ("{\"a\": 1,}", "", "line 1, column 9: expected a key in quotation marks, found '}'"),
        ("[1] 2", "", "line 1, column 5: expected nothing more, found '2'"),
        ("[1,\n  NaN]", "/1", "line 2, column 3: expected a value, found 'N'"),
        ("[Infinity]", "/0", "line 1, column 2: expected a value, found 'I'"),
        ("[01]", "/0", "line 1, column 3: a leading zero"),
        ("[.5]", "/0", "line 1, column 2: expected a value, found '.'"),
        ("[1.]", "/0", "line 1, column 4: expected a digit, found ']'"),
        ("[+1]", "/0", "line 1, column 2: expected a value, found '+'"),
        ("[1e]", "/0", "line 1, column 4: expected a digit, found ']'"),
        ("[-]", "/0", "line 1, column 3: expected a digit, found ']'"),
        ("[\"abc", "/0", "line 1, column 6: expected a closing quotation mark, found the end"),
        ("[\"\\x\"]", "/0", "line 1, column 4: expected an escape, found 'x'"),
        ("[\"\\u12g4\"]", "/0", "line 1, column 7: expected four hexadecimal digits, found 'g'"),
        ("[\"\\ud800\"]", "/0", "line 1, column 9: half a surrogate pair"),
        (
            "[\"a\u{1}\"]", "/0",
            "line 1, column 4: expected a character; control characters must be escaped, found byte 0x01"
        ),
        ("{\"network\": {\"layers\": [", "/network/layers/0", "line 1, column 25: expected a value, found the end"),
        ("[tru]", "/0", "line 1, column 2: expected a value, found 't'"),
        ("\u{FEFF}[]", "", "line 1, column 1: a byte order mark, which JSON has not"),
        ("{\"\\u0061\\/b~\\n\": x}", "/a~1b~0\n", "line 1, column 18: expected a value, found 'x'"),
        ("[\"é\", x]", "/1", "line 1, column 7: expected a value, found 'x'"),
    ])
    func `is told with line, column and pointer`(text: String, pointer: String, detail: String) {
        #expect(Self.error(text) == .malformed(Finding(pointer: pointer, detail: detail)))
    }

    @Test func `bytes that are not UTF-8 are found`() {
        let bytes = Array("{\"a\":\n \"b".utf8) + [0xFF] + Array("\"}".utf8)
        #expect(Self.error(bytes) == .malformed(Finding(pointer: "", detail: "line 2, column 4: this is not UTF-8")))
    }

    @Test(arguments: [34, 1000, 100_000])
    func `nesting that is too deep ends in an error, not in a crash`(depth: Int) {
        let pointer = String(repeating: "/0", count: 32)
        let expected = Finding(pointer: pointer, detail: "line 1, column 33: deeper than 32 levels")
        #expect(Self.error(String(repeating: "[", count: depth)) == .malformed(expected))
        let closed = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(Self.error(closed) == .malformed(expected))
    }

    @Test func `thirty-two levels are read`() {
        let text = String(repeating: "[", count: 32) + "1" + String(repeating: "]", count: 32)
        #expect(Self.error(text) == nil)
        #expect(Self.error("[\(text)]") != nil)
    }

    @Test func `numbers beyond every format are told together`() {
        let text = "{\"a\": [1e400, 1, -1e309], \"b\": 1e999999999999999999999}"
        let findings = [
            Finding(pointer: "/a/0", detail: "too large for a float64"),
            Finding(pointer: "/a/2", detail: "too large for a float64"),
            Finding(pointer: "/b", detail: "too large for a float64"),
        ]
        #expect(Self.error(text) == .outOfRange(findings))
    }

    @Test func `every truncation of a document is refused`() {
        let text = Array(#"{"a": [[-1.5e-7, true], {"b\u00e9": null}], "c": "d"}"#.utf8)
        for count in text.indices {
            guard case .malformed = Self.error(Array(text[..<count])) else {
                Issue.record("\(count) bytes were read")
                continue
            }
        }
        #expect(Self.error(text) == nil)
    }

    /// The reader and the scanner that explains what it refuses must agree on what JSON is.
    @Test func `what is refused, the scanner explains`() {
        let text = Array(#"{"k":[1,-2.5e3,"s\n",true,null,{"x":[]}]}"#.utf8)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            var bytes = text
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            #expect(Self.error(bytes) != .outOfMemory, "\(bytes)")
        }
    }
}
