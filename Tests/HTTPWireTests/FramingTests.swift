import HTTPWire
import Testing

/// RFC 9112 §6 and §9.3, RFC 9110 §10.1.1
@Suite("What a head says of body and connection")
struct FramingTests {
    @Test func `without a length there is no body`() throws {
        #expect(try head().framing == .length(0))
    }

    @Test(arguments: [
        ("0", 0), ("5", 5), ("007", 7), ("9223372036854775807", Int.max), (String(repeating: "0", count: 40) + "1", 1),
    ])
    func `a length is decimal digits`(text: String, length: Int) throws {
        #expect(try head("POST / HTTP/1.1", "Content-Length: \(text)").framing == .length(length))
    }

    @Test(arguments: ["chunked", "Chunked", "CHUNKED", "\tchunked "])
    func `chunked is without case`(coding: String) throws {
        #expect(try head("POST / HTTP/1.1", "Transfer-Encoding: \(coding)").framing == .chunked)
    }

    @Test(arguments: [
        ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close", false), ("HTTP/1.1", "Connection: Close", false),
        ("HTTP/1.1", "Connection: keep-alive", true), ("HTTP/1.1", "Connection: keep-alive, close", false),
        ("HTTP/1.1", "Connection: a ,\tclose ,b", false), ("HTTP/1.1", "Connection: a\r\nConnection: close", false),
        ("HTTP/1.1", "Connection: closed", true), ("HTTP/1.1", "Connection:", true),
        ("HTTP/1.0", "", false), ("HTTP/1.0", "Connection: keep-alive", true),
        ("HTTP/1.0", "Connection: Keep-Alive", true), ("HTTP/1.0", "Connection: close", false),
    ])
    func `who keeps the connection`(version: String, field: String, keeps: Bool) throws {
        let field = field.isEmpty ? "A: b" : field
        #expect(try head("GET / \(version)", field).keepsAlive == keeps)
    }

    @Test(arguments: [
        ("HTTP/1.1", "100-continue", true), ("HTTP/1.1", "100-Continue", true), ("HTTP/1.1", "", false),
        ("HTTP/1.1", "100-continue, 100-continue", true), ("HTTP/1.0", "100-continue", false),
        ("HTTP/1.0", "something", false),
    ])
    func `who waits for 100 Continue`(version: String, expectation: String, waits: Bool) throws {
        let head = try head("POST / \(version)", "Expect: \(expectation)", "Content-Length: 1")
        #expect(head.expectsContinue == waits)
    }

    @Test func `without Expect nobody waits`() throws {
        #expect(try !head("POST / HTTP/1.1", "Content-Length: 1").expectsContinue)
    }

    /// Unicode's lower case of U+212A, the Kelvin sign, is an ASCII k; the protocol's case is ASCII's.
    @Test func `a letter that only looks like ASCII is another letter`() throws {
        #expect(throws: RequestError.bodyWithoutEnd) {
            try head("POST / HTTP/1.1", "Transfer-Encoding: chun\u{212A}ed")
        }
        #expect(try !head("GET / HTTP/1.0", "Connection: \u{212A}eep-alive").keepsAlive)
    }
}
