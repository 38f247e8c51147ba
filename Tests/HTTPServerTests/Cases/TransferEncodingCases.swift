extension Case {
    private static let hello = "5\r\nhello\r\n0\r\n\r\n"

    private static func coding(_ value: String) -> String { post("Transfer-Encoding: \(value)", hello) }

    static let transferEncodings: [Case] = [
        Case("chunked", "RFC 9112 §6.1", coding("chunked"), .kept(200, "hello")),
        Case("Chunked", "RFC 9112 §7", coding("Chunked"), .kept(200, "hello")),
        Case(
            "CHUNKED, and its name in lower case", "RFC 9112 §7", post("transfer-encoding:CHUNKED", hello),
            .kept(200, "hello")),
        Case("chunked between spaces", "RFC 9112 §5", coding("  chunked "), .kept(200, "hello")),
        Case("chunked between tabs", "RFC 9112 §5", coding("\tchunked\t"), .kept(200, "hello")),
        Case(
            "chunked with GET", "RFC 9112 §6.3",
            "GET /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\(hello)", .kept(200, "hello")),
        Case(
            "an empty element before chunked", "RFC 9110 §5.6.1", coding(",chunked"), .kept(200, "hello"),
            .refused(400), .refused(501)),
        Case(
            "an empty element behind chunked", "RFC 9110 §5.6.1", coding("chunked, "), .kept(200, "hello"),
            .refused(400), .refused(501)),
        Case(
            "an empty field beside chunked", "RFC 9110 §5.6.1",
            post("Transfer-Encoding:\r\nTransfer-Encoding: chunked", hello), .kept(200, "hello"), .refused(400),
            .refused(501)),
        Case("no coding", "RFC 9112 §6.1", coding(""), .refused(400), .refused(501)),
        Case("a comma for a coding", "RFC 9112 §6.1", coding(","), .refused(400), .refused(501)),
        Case("gzip alone", "RFC 9112 §6.3", coding("gzip"), .refused(400), .refused(501)),
        Case("gzip, then chunked", "RFC 9112 §6.1", coding("gzip, chunked"), .refused(501), .refused(400)),
        Case(
            "gzip, then chunked, in two fields", "RFC 9112 §6.1",
            post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", hello), .refused(501), .refused(400)),
        Case("chunked, then gzip", "RFC 9112 §6.3", coding("chunked, gzip"), .refused(400), .refused(501)),
        Case(
            "chunked, then gzip, in two fields", "RFC 9112 §6.3",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip", hello), .refused(400), .refused(501)),
        Case("chunked twice", "RFC 9112 §6.1", coding("chunked, chunked"), .refused(400)),
        Case(
            "chunked twice in two fields", "RFC 9112 §6.1",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", hello), .refused(400)),
        Case("identity", "RFC 9112 §7", coding("identity"), .refused(400), .refused(501)),
        Case("identity, then chunked", "RFC 9112 §7", coding("identity, chunked"), .refused(501), .refused(400)),
        Case("chunked, then identity", "RFC 9112 §7", coding("chunked, identity"), .refused(400), .refused(501)),
        Case(
            "chunked, then identity, in two fields", "RFC 9112 §7",
            post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", hello), .refused(400), .refused(501)),
        Case("a letter before chunked", "RFC 9112 §6.1", coding("xchunked"), .refused(400), .refused(501)),
        Case("a letter behind chunked", "RFC 9112 §6.1", coding("chunkedx"), .refused(400), .refused(501)),
        Case("chunked in two words", "RFC 9112 §6.1", coding("chun ked"), .refused(400), .refused(501)),
        Case("chunked in quotation marks", "RFC 9112 §6.1", coding("\"chunked\""), .refused(400), .refused(501)),
        Case("chunked in apostrophes", "RFC 9112 §6.1", coding("'chunked'"), .refused(400), .refused(501)),
        Case("chunked with a parameter", "RFC 9112 §7.1", coding("chunked;q=1"), .refused(400), .refused(501)),
        Case("chunked and a semicolon", "RFC 9112 §7.1", coding("chunked;"), .refused(400), .refused(501)),
        Case("a colon before chunked", "RFC 9112 §6.1", coding(": chunked"), .refused(400), .refused(501)),
        Case("a vertical tab before chunked", "RFC 9110 §5.5", coding("\u{0B}chunked"), .refused(400)),
        Case("a vertical tab behind chunked", "RFC 9110 §5.5", coding("chunked\u{0B}"), .refused(400)),
        Case("a tab inside chunked", "RFC 9112 §6.1", coding("chun\tked"), .refused(400), .refused(501)),
        Case("a NUL inside chunked", "RFC 9110 §5.5", coding("chun\0ked"), .refused(400)),
        Case("a NUL behind chunked", "RFC 9110 §5.5", coding("chunked\0"), .refused(400)),
        Case("a no-break space behind chunked", "RFC 9112 §6.1", coding("chunked\u{A0}"), .refused(400), .refused(501)),
        Case("a Kelvin sign for the k", "RFC 9110 §5.6.2", coding("chun\u{212A}ed"), .refused(400), .refused(501)),
        Case("a bare CR before chunked", "RFC 9112 §2.2", coding("\rchunked"), .refused(400)),
        Case("a bare LF before chunked", "RFC 9112 §2.2", coding("\n chunked"), .refused(400)),
        Case("chunked on a folded line", "RFC 9112 §5.2", coding("\r\n chunked"), .refused(400)),
        Case(
            "a space before the coding's colon", "RFC 9112 §5.1", post("Transfer-Encoding : chunked", hello),
            .refused(400)),
        Case(
            "a coding in HTTP/1.0", "RFC 9112 §6.1", post("Transfer-Encoding: chunked", hello, version: "HTTP/1.0"),
            .refused(400)),
        Case(
            "a coding in HTTP/1.0 that keeps alive", "RFC 9112 §6.1",
            post("Connection: keep-alive\r\nTransfer-Encoding: chunked", hello, version: "HTTP/1.0"), .refused(400)),
        Case(
            "a coding that is unknown in HTTP/1.0", "RFC 9112 §6.1",
            post("Transfer-Encoding: gzip", hello, version: "HTTP/1.0"), .refused(400), .refused(501)),
        Case(
            "a length, then a coding", "RFC 9112 §6.3", post("Content-Length: 15\r\nTransfer-Encoding: chunked", hello),
            .refused(400)),
        Case(
            "a coding, then a length", "RFC 9112 §6.3", post("Transfer-Encoding: chunked\r\nContent-Length: 15", hello),
            .refused(400)),
        Case(
            "a coding and a length of nothing", "RFC 9112 §6.3",
            post("Transfer-Encoding: chunked\r\nContent-Length: 0", hello), .refused(400)),
        Case(
            "a coding and an empty length", "RFC 9112 §6.3",
            post("Transfer-Encoding: chunked\r\nContent-Length:", hello), .refused(400)),
        Case(
            "an empty coding and a length", "RFC 9112 §6.3", post("Transfer-Encoding:\r\nContent-Length: 15", hello),
            .refused(400), .refused(501)),
        Case(
            "an unknown coding and a length", "RFC 9112 §6.3",
            post("Transfer-Encoding: xchunked\r\nContent-Length: 15", hello), .refused(400), .refused(501)),
        Case(
            "a length that hides a request behind a coding", "RFC 9112 §11.2",
            post("Content-Length: 36\r\nTransfer-Encoding: chunked", "0\r\n\r\nGET /live HTTP/1.1\r\nHost: h\r\n\r\n"),
            .refused(400)),
        Case(
            "a coding behind a bare LF", "RFC 9112 §11.2",
            post("Content-Length: 15\nTransfer-Encoding: chunked", hello), .refused(400)),
        Case(
            "a coding behind a bare CR", "RFC 9112 §11.2", post("A: b\rTransfer-Encoding: chunked", hello),
            .refused(400)),
        Case(
            "a coding's name with an underscore", "RFC 9110 §5.1",
            post("Transfer_Encoding: chunked\r\nContent-Length: 15", hello), .kept(200, hello)),
        Case(
            "a coding's name with more before", "RFC 9110 §5.1",
            post("X-Transfer-Encoding: chunked\r\nContent-Length: 15", hello), .kept(200, hello)),
        Case(
            "TE beside a length", "RFC 9110 §10.1.4", post("TE: chunked\r\nContent-Length: 15", hello),
            .kept(200, hello)),
    ]
}
