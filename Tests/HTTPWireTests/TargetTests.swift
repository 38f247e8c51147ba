import HTTPWire
import Testing

/// RFC 9112 §3.2 and RFC 3986
@Suite("The request target")
struct TargetTests {
    @Test(arguments: [
        ("/", "/"), ("/v1/gradient", "/v1/gradient"), ("//a", "//a"), ("/a/", "/a/"),
        ("/-._~!$&'()*+,;=:@", "/-._~!$&'()*+,;=:@"), ("/../a", "/../a"),
    ])
    func `the origin-form is a path`(target: String, path: String) throws {
        let head = try head("GET \(target) HTTP/1.1")
        #expect(head.path == path)
        #expect(head.query == nil)
    }

    @Test(arguments: [
        ("http://example.org/a", "/a"), ("http://example.org", "/"), ("http://example.org:8080/a/b", "/a/b"),
        ("HTTP://EXAMPLE.ORG/A", "/A"), ("https://example.org/a", "/a"), ("http://[::1]:80/a", "/a"),
        ("http://127.0.0.1/a", "/a"), ("http://h", "/"), ("http://h:/a", "/a"),
    ])
    func `the absolute-form is an address, and its path counts`(target: String, path: String) throws {
        let head = try head("GET \(target) HTTP/1.1")
        #expect(head.path == path)
        #expect(head.query == nil)
    }

    @Test func `the asterisk-form is for OPTIONS`() throws {
        #expect(try head("OPTIONS * HTTP/1.1").path == "*")
    }

    @Test(arguments: [
        ("/a?b=c", "/a", "b=c"), ("/?", "/", ""), ("/a?b?c", "/a", "b?c"), ("/?/a/b", "/", "/a/b"),
        ("/a?b=%41%2f", "/a", "b=%41%2f"), ("http://h?q", "/", "q"), ("http://h/a?q=http://i/", "/a", "q=http://i/"),
    ])
    func `the query is what follows the first question mark, as it was sent`(
        target: String, path: String, query: String
    ) throws {
        let head = try head("GET \(target) HTTP/1.1")
        #expect(head.path == path)
        #expect(head.query == query)
    }

    /// RFC 3986 §6.2.2.2
    @Test(arguments: [
        ("/%61%62%63", "/abc"), ("/%7Ea", "/~a"), ("/%7ea", "/~a"), ("/a%2Db%2E%5F", "/a-b._"), ("/%30%39", "/09"),
    ])
    func `unreserved characters are decoded`(target: String, path: String) throws {
        #expect(try head("GET \(target) HTTP/1.1").path == path)
    }

    @Test(arguments: ["/a%2Fb", "/a%2fb", "/%00", "/%25", "/%3F", "/%20", "/%C3%A9", "/%2541", "/%0D%0A"])
    func `what must be encoded stays encoded`(target: String) throws {
        #expect(try head("GET \(target) HTTP/1.1").path == target)
    }
}
