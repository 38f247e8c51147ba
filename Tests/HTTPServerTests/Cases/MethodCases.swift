extension Case {
    private static let end = "HTTP/1.1\r\nHost: h\r\n"

    static let methods: [Case] = [
        Case("HEAD", "RFC 9110 §9.3.2", line("HEAD /live HTTP/1.1"), .kept(200, "")),
        Case("HEAD of what is not there", "RFC 9110 §9.3.2", line("HEAD /none HTTP/1.1"), .kept(404, "")),
        Case("HEAD of nothing", "RFC 9110 §9.3.2", line("HEAD /nothing HTTP/1.1"), .kept(204, "")),
        Case("HEAD of much", "RFC 9110 §9.3.2", line("HEAD /large?100000 HTTP/1.1"), .kept(200, "")),
        Case(
            "HEAD that is answered after a while", "RFC 9110 §9.3.2",
            "HEAD /later \(end)Content-Length: 5\r\n\r\nhello", .kept(200, "")),
        Case("HEAD with a body", "RFC 9110 §9.3.2", "HEAD /echo \(end)Content-Length: 5\r\n\r\nhello", .kept(200, "")),
        Case("HEAD with close", "RFC 9110 §9.3.2", "HEAD /live \(end)Connection: close\r\n\r\n", .closed(200, "")),
        Case("HEAD in HTTP/1.0", "RFC 9110 §9.3.2", line("HEAD /live HTTP/1.0"), .closed(200, "")),
        Case("HEAD without Host", "RFC 9110 §9.3.2", "HEAD /live HTTP/1.1\r\n\r\n", .refused(400)),
        Case("HEAD with a bad field", "RFC 9110 §9.3.2", "HEAD /live \(end)A : b\r\n\r\n", .refused(400)),
        Case("HEAD with a bad target", "RFC 9110 §9.3.2", line("HEAD /live# HTTP/1.1"), .refused(400)),
        Case(
            "HEAD with a bad chunk", "RFC 9110 §9.3.2", "HEAD /echo \(end)Transfer-Encoding: chunked\r\n\r\nx\r\n",
            .refused(400)),
        Case(
            "HEAD with too long a body", "RFC 9110 §9.3.2", "HEAD /echo \(end)Content-Length: 65\r\n\r\n", .refused(413)
        ),
        Case("POST of nothing", "RFC 9110 §9.3.3", line("POST /live HTTP/1.1"), .alive),
        Case("GET of no content", "RFC 9110 §15.3.5", target("/nothing"), .kept(204, "")),
        Case("GET of what is not there", "RFC 9110 §15.5.5", target("/none"), .kept(404, "")),
        Case("PUT", "RFC 9110 §9.3.4", "PUT /echo \(end)Content-Length: 5\r\n\r\nhello", .kept(200, "hello")),
        Case("DELETE", "RFC 9110 §9.3.5", line("DELETE /live HTTP/1.1"), .alive),
        Case("PATCH", "RFC 5789 §2", "PATCH /echo \(end)Content-Length: 5\r\n\r\nhello", .kept(200, "hello")),
        Case("OPTIONS", "RFC 9110 §9.3.7", line("OPTIONS /live HTTP/1.1"), .alive),
        Case(
            "OPTIONS with a body", "RFC 9110 §9.3.7", "OPTIONS /echo \(end)Content-Length: 5\r\n\r\nhello",
            .kept(200, "hello")),
        Case(
            "OPTIONS of the server with a body", "RFC 9110 §9.3.7", "OPTIONS * \(end)Content-Length: 5\r\n\r\nhello",
            .kept(404, ""), .kept(204, "")),
        Case(
            "TRACE", "RFC 9110 §9.3.8", line("TRACE /live HTTP/1.1"), .alive, .kept(405, ""), .refused(405),
            .refused(501)),
        Case("an unknown method", "RFC 9110 §9.1", line("BREW /live HTTP/1.1"), .refused(501)),
        Case("an unknown method with a hyphen", "RFC 9110 §9.1", line("M-SEARCH /live HTTP/1.1"), .refused(501)),
        Case(
            "an unknown method with a body", "RFC 9110 §9.1", "QUERY /echo \(end)Content-Length: 5\r\n\r\nhello",
            .refused(501)),
        Case("get", "RFC 9110 §9.1", line("get /live HTTP/1.1"), .refused(501), .refused(400)),
        Case("Get", "RFC 9110 §9.1", line("Get /live HTTP/1.1"), .refused(501), .refused(400)),
        Case("a method with a letter more", "RFC 9110 §9.1", line("GETS /live HTTP/1.1"), .refused(501)),
        Case("a method of one letter", "RFC 9110 §9.1", line("G /live HTTP/1.1"), .refused(501)),
        Case(
            "what is left of a longer body", "RFC 9110 §9.1", line("xGET /live HTTP/1.1"), .refused(501), .refused(400)),
    ]

    private static func path(_ count: Int) -> String { "/" + String(repeating: "a", count: count - 1) }
    private static func fields(_ count: Int) -> String {
        [String](repeating: "A: b", count: count).joined(separator: "\r\n")
    }
    private static func body(_ count: Int) -> String { String(repeating: "a", count: count) }

    static let limits: [Case] = [
        Case("a target as long as may be", "RFC 9112 §3", target(path(512)), .kept(404, "")),
        Case("a target a byte too long", "RFC 9110 §15.5.15", target(path(513)), .refused(414)),
        Case("a target far too long", "RFC 9110 §15.5.15", target(path(3000)), .refused(414)),
        Case("a query too long", "RFC 9110 §15.5.15", target("/live?" + path(510)), .refused(414)),
        Case("an absolute-form too long", "RFC 9110 §15.5.15", target("http://h" + path(510)), .refused(414)),
        Case("a request line that does not end", "RFC 9112 §3", "GET " + path(3000), .refused(414)),
        Case("a method that does not end", "RFC 9112 §3", body(3000), .refused(414), .refused(400), .refused(501)),
        Case("a long method", "RFC 9112 §3", line(body(300) + " /live HTTP/1.1"), .refused(501), .refused(400)),
        Case("as many fields as may be", "RFC 6585 §5", field(fields(19)), .alive),
        Case("a field too many", "RFC 6585 §5", field(fields(20)), .refused(431)),
        Case("far too many fields", "RFC 6585 §5", field(fields(400)), .refused(431)),
        Case("a long value", "RFC 9110 §5.4", field("A: " + body(1900)), .alive),
        Case("a value too long", "RFC 6585 §5", field("A: " + body(2048)), .refused(431)),
        Case("a name too long", "RFC 6585 §5", field(body(2048) + ": b"), .refused(431)),
        Case(
            "a blank value too long", "RFC 6585 §5", field("A: " + String(repeating: " ", count: 2048)), .refused(431)),
        Case(
            "a name that does not end", "RFC 6585 §5", "GET /live HTTP/1.1\r\nHost: h\r\n" + body(3000), .refused(431)),
        Case("fields too long together", "RFC 6585 §5", field("A: \(body(1000))\r\nB: \(body(1100))"), .refused(431)),
        Case("a Host too long", "RFC 6585 §5", host("Host: " + body(2048)), .refused(431), .refused(400)),
        Case(
            "a body as long as may be", "RFC 9110 §15.5.14", post("Content-Length: 64", body(64)), .kept(200, body(64))),
        Case("a body a byte too long", "RFC 9110 §15.5.14", post("Content-Length: 65", body(65)), .refused(413)),
        Case(
            "a chunk as long as may be", "RFC 9110 §15.5.14", chunked("40\r\n\(body(64))\r\n0\r\n\r\n"),
            .kept(200, body(64))),
        Case("a chunk a byte too long", "RFC 9110 §15.5.14", chunked("41\r\n\(body(65))\r\n0\r\n\r\n"), .refused(413)),
        Case(
            "chunks too long together", "RFC 9110 §15.5.14", chunked("40\r\n\(body(64))\r\n1\r\na\r\n0\r\n\r\n"),
            .refused(413)),
    ]
}
