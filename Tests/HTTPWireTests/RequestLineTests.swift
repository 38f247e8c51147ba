import HTTPWire
import Testing

/// RFC 9112 §3
@Suite("The request line")
struct RequestLineTests {
    @Test(arguments: Method.allCases.filter { $0 != .connect })
    func `every method but CONNECT is read`(method: Method) throws {
        #expect(try head("\(method.rawValue) / HTTP/1.1").method == method)
    }

    @Test(arguments: [("HTTP/1.1", 1), ("HTTP/1.0", 0)])
    func `both versions are read`(version: String, minor: Int) throws {
        #expect(try head("GET / \(version)").minorVersion == minor)
    }

    /// RFC 9110 §2.5
    @Test(arguments: ["HTTP/1.2", "HTTP/1.9"])
    func `a higher minor version means the highest that is known`(version: String) throws {
        #expect(try head("GET / \(version)").minorVersion == 1)
    }

    /// RFC 9112 §2.2
    @Test func `one empty line before the request line is passed over`() throws {
        let text = "\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n"
        let read = try #require(try readHead(text))
        #expect(read.head.path == "/a")
        #expect(read.consumed == text.utf8.count)
    }

    @Test func `what follows the head is left alone`() throws {
        let text = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"
        for rest in ["GET /b HTTP/1.1\r\n", "\0\n\r", "\r\n"] {
            let read = try #require(try readHead(text + rest))
            #expect(read.head.path == "/a")
            #expect(read.consumed == text.utf8.count)
        }
    }
}
