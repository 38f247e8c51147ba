import HTTPWire
import Testing

@Suite("What a head may take")
struct LimitTests {
    private static let limits = {
        var limits = HeadLimits()
        (limits.targetBytes, limits.headBytes, limits.fields) = (10, 200, 4)
        return limits
    }()

    private static func read(_ text: String) throws(RequestError) -> Int? {
        try readHead(text, limits: limits)?.consumed
    }

    /// A head of exactly so many bytes.
    private static func head(bytes count: Int) -> String {
        let rest = "GET / HTTP/1.1\r\nHost: h\r\nA: \r\n\r\n"
        return rest.replacing("A: ", with: "A: " + String(repeating: "b", count: count - rest.utf8.count))
    }

    @Test func `a target may be as long as the limit, and no longer`() throws {
        let longest = "/" + String(repeating: "a", count: 9)
        #expect(try Self.read("GET \(longest) HTTP/1.1\r\nHost: h\r\n\r\n") != nil)
        #expect(throws: RequestError.targetTooLong) { try Self.read("GET \(longest)a HTTP/1.1\r\nHost: h\r\n\r\n") }
    }

    @Test func `a target that does not end is too long before its line has ended`() throws {
        #expect(try Self.read("GET /" + String(repeating: "a", count: 9)) == nil)
        #expect(throws: RequestError.targetTooLong) { try Self.read("GET /" + String(repeating: "a", count: 100)) }
    }

    @Test func `a target longer than any head is a target too long, not a head too large`() {
        let target = "/" + String(repeating: "a", count: 300)
        #expect(throws: RequestError.targetTooLong) { try Self.read("GET \(target)") }
        #expect(throws: RequestError.targetTooLong) { try Self.read("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n") }
    }

    @Test func `a head may be as large as the limit, and no larger`() throws {
        #expect(try Self.read(Self.head(bytes: 200)) == 200)
        #expect(throws: RequestError.headTooLarge) { try Self.read(Self.head(bytes: 201)) }
    }

    @Test func `a head that does not end is too large at the limit`() throws {
        let begin = "GET / HTTP/1.1\r\nHost: h\r\nA: "
        let missing = 200 - begin.utf8.count
        #expect(try Self.read(begin + String(repeating: "b", count: missing - 1)) == nil)
        #expect(throws: RequestError.headTooLarge) { try Self.read(begin + String(repeating: "b", count: missing)) }
    }

    @Test func `there may be as many fields as the limit, and no more`() throws {
        #expect(try Self.read("GET / HTTP/1.1\r\nHost: h\r\na:\r\nb:\r\nc:\r\n\r\n") != nil)
        #expect(throws: RequestError.tooManyFields) {
            try Self.read("GET / HTTP/1.1\r\nHost: h\r\na:\r\nb:\r\nc:\r\nd:\r\n\r\n")
        }
    }

    @Test func `without other limits there is room for a hundred fields and an 8 KiB target`() throws {
        let fields = (1..<100).map { "a\($0): b\r\n" }.joined()
        let target = "/" + String(repeating: "a", count: 8191)
        #expect(try readHead("GET \(target) HTTP/1.1\r\nHost: h\r\n\(fields)\r\n") != nil)
    }
}
