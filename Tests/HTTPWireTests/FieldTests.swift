import HTTPWire
import Testing

/// RFC 9112 §5 and RFC 9110 §5
@Suite("Field lines")
struct FieldTests {
    @Test(arguments: [
        ("A:b", "b"), ("A: b", "b"), ("A:\tb", "b"), ("A: \t b \t ", "b"), ("A:", ""), ("A:  ", ""), ("A: b c", "b c"),
        ("A: b\tc", "b\tc"), ("A: b:c", "b:c"), ("A: \"b, c\"", "\"b, c\""), ("A: é", "é"),
    ])
    func `white space around a value is not part of it`(line: String, value: String) throws {
        #expect(try head("GET / HTTP/1.1", line).fields["a"] == [value])
    }

    @Test(
        arguments: [
            ("a", "a"), ("A", "a"), ("X-Long-Name", "x-long-name"), ("!#$%&'*+-.^_`|~09azAZ@[", nil),
            ("!#$%&'*+-.^_`|~09azAZ", "!#$%&'*+-.^_`|~09azaz"),
        ] as [(String, StaticString?)])
    func `a name is a token without case`(name: String, key: StaticString?) throws {
        guard let key else {
            #expect(throws: RequestError.malformedField) { try head("GET / HTTP/1.1", "\(name): 1") }
            return
        }
        let fields = try head("GET / HTTP/1.1", "\(name): 1").fields
        #expect(fields[key] == ["1"])
        #expect(fields.only(key, is: "1"))
        #expect(!fields.only(key, is: "2") && !fields.only(key, is: ""))
    }

    /// Values are looked at several bytes at a time, but for the last few of what has come.
    @Test(arguments: [0x00, 0x01, 0x08, 0x0B, 0x10, 0x1B, 0x1F, 0x7F] as [UInt8])
    func `a control character is refused wherever it stands in the last value`(control: UInt8) {
        for count in 1...20 {
            for place in 0..<count {
                var value = [UInt8](repeating: UInt8(ascii: "v"), count: count)
                value[place] = control
                let bytes = Array("GET / HTTP/1.1\r\nHost: h\r\nA:".utf8) + value + Array("\r\n\r\n".utf8)
                #expect(throws: RequestError.malformedField) { try readHead(bytes) }
            }
        }
    }

    @Test func `fields of one name keep their order`() throws {
        let fields = try head("GET / HTTP/1.1", "a: 1", "B: 2", "A: 3").fields
        #expect(fields["a"] == ["1", "3"])
        #expect(fields["b"] == ["2"])
        #expect(fields["c"] == [])
        #expect(fields.count == 4)
    }

    @Test func `a value that is not UTF-8 is replaced, not refused`() throws {
        let bytes = Array("GET / HTTP/1.1\r\nHost: h\r\nA: ".utf8) + [0xFF] + Array("\r\n\r\n".utf8)
        let read = try #require(try readHead(bytes))
        #expect(read.head.fields["a"] == ["\u{FFFD}"])
    }

    /// RFC 9112 §3.2
    @Test(arguments: [
        "", "h", "example.org", "example.org:8080", "example.org:", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8080",
        "[2001:db8::192.0.2.1]", "a-b.c_d", "%C3%A9.org", "a:65535",
    ])
    func `a host is a name or an address, with or without port`(host: String) throws {
        let read = try #require(try readHead("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n"))
        #expect(read.head.fields["host"] == [host])
    }

    @Test func `in HTTP 1_0 there need be no host`() throws {
        let read = try #require(try readHead("GET / HTTP/1.0\r\n\r\n"))
        #expect(read.head.fields.count == 0)
    }
}
