extension Case {
    private static func extended(_ text: String) -> String { chunked("5\(text)\r\nhello\r\n0\r\n\r\n") }

    static let chunkExtensions: [Case] = [
        Case("an extension's name", "RFC 9112 §7.1.1", extended(";a"), .kept(200, "hello")),
        Case("an extension's name and value", "RFC 9112 §7.1.1", extended(";a=b"), .kept(200, "hello")),
        Case("two extensions", "RFC 9112 §7.1.1", extended(";a=b;c"), .kept(200, "hello")),
        Case("a quoted value", "RFC 9112 §7.1.1", extended(";a=\"b c\""), .kept(200, "hello")),
        Case("a quoted value with a semicolon", "RFC 9112 §7.1.1", extended(";a=\"b;c\""), .kept(200, "hello")),
        Case("a quoted value with an escape", "RFC 9112 §7.1.1", extended(";a=\"b\\\"c\""), .kept(200, "hello")),
        Case("a quoted value that is not ASCII", "RFC 9110 §5.6.4", extended(";a=\"é\""), .kept(200, "hello")),
        Case("an empty quoted value", "RFC 9112 §7.1.1", extended(";a=\"\""), .kept(200, "hello")),
        Case(
            "an extension on the last chunk", "RFC 9112 §7.1.1", chunked("5\r\nhello\r\n0;a=b\r\n\r\n"),
            .kept(200, "hello")),
        Case("a space before the semicolon", "RFC 9112 §7.1.1", extended(" ;a"), .kept(200, "hello"), .refused(400)),
        Case("a space behind the semicolon", "RFC 9112 §7.1.1", extended("; a"), .kept(200, "hello"), .refused(400)),
        Case(
            "spaces around the equals sign", "RFC 9112 §7.1.1", extended(";a = b"), .kept(200, "hello"), .refused(400)),
        Case("an extension without a name", "RFC 9112 §7.1.1", extended(";"), .kept(200, "hello"), .refused(400)),
        Case("an extension with a value alone", "RFC 9112 §7.1.1", extended(";=b"), .kept(200, "hello"), .refused(400)),
        Case(
            "a quoted value that nothing closes", "RFC 9112 §7.1.1", extended(";a=\"b"), .kept(200, "hello"),
            .refused(400)),
        Case("an equals sign without a semicolon", "RFC 9112 §7.1.1", extended("=a"), .refused(400)),
        Case("a bare LF in an extension", "RFC 9112 §7.1.1", extended(";a\nb"), .refused(400)),
        Case("a bare LF at an extension's end", "RFC 9112 §7.1.1", chunked("5;a\nhello\r\n0\r\n\r\n"), .refused(400)),
        Case("a bare LF in a quoted value", "RFC 9112 §7.1.1", extended(";a=\"\n\""), .refused(400)),
        Case("a bare CR in an extension", "RFC 9112 §7.1.1", extended(";a\rb"), .refused(400)),
        Case("a NUL in an extension", "RFC 9112 §7.1.1", extended(";a\0b"), .refused(400)),
        Case("an ESC in a quoted value", "RFC 9110 §5.6.4", extended(";a=\"\u{1B}\""), .refused(400)),
        Case("a DEL in an extension", "RFC 9112 §7.1.1", extended(";a\u{7F}"), .refused(400)),
        Case(
            "a long extension", "RFC 9112 §7.1.1", extended(";a=" + String(repeating: "b", count: 100)),
            .kept(200, "hello")),
        Case(
            "a too long extension", "RFC 9112 §7.1.1", extended(";a=" + String(repeating: "b", count: 5000)),
            .refused(400), .refused(413), .refused(431)),
        Case(
            "a request hidden in an extension", "RFC 9112 §11.2",
            chunked("5;\nxx\r\nhello\r\n0\r\n\r\nGET /live HTTP/1.1\r\n\r\n"), .refused(400)),
        Case(
            "many chunks with long extensions", "RFC 9112 §7.1.1",
            chunked(
                String(repeating: "1;a=" + String(repeating: "b", count: 1000) + "\r\nx\r\n", count: 10) + "0\r\n\r\n"),
            .refused(400), .refused(413), .refused(431)),
    ]

    private static func trailed(_ lines: String) -> String { chunked("5\r\nhello\r\n0\r\n\(lines)\r\n\r\n") }

    static let trailers: [Case] = [
        Case("a trailer", "RFC 9112 §7.1.2", trailed("A: b"), .kept(200, "hello")),
        Case("two trailers", "RFC 9112 §7.1.2", trailed("A: b\r\nC: d"), .kept(200, "hello")),
        Case("an empty trailer", "RFC 9112 §7.1.2", trailed("A:"), .kept(200, "hello")),
        Case("a trailer that is not ASCII", "RFC 9110 §5.5", trailed("A: é"), .kept(200, "hello")),
        Case(
            "a trailer that was announced", "RFC 9110 §6.6.2",
            post("Trailer: A\r\nTransfer-Encoding: chunked", "5\r\nhello\r\n0\r\nA: b\r\n\r\n"), .kept(200, "hello")),
        Case(
            "a trailer that says Content-Length", "RFC 9110 §6.5.1", trailed("Content-Length: 31"), .kept(200, "hello"),
            .refused(400)),
        Case("a trailer that says Host", "RFC 9110 §6.5.1", trailed("Host: g"), .kept(200, "hello"), .refused(400)),
        Case(
            "a trailer that says Transfer-Encoding", "RFC 9110 §6.5.1", trailed("Transfer-Encoding: chunked"),
            .kept(200, "hello"), .refused(400)),
        Case(
            "a trailer that says Connection", "RFC 9110 §6.5.1", trailed("Connection: close"), .kept(200, "hello"),
            .refused(400)),
        Case(
            "a trailer that says Expect", "RFC 9110 §6.5.1", trailed("Expect: 100-continue"), .kept(200, "hello"),
            .refused(400)),
        Case("a trailer without a colon", "RFC 9112 §5", trailed("A"), .refused(400)),
        Case("a trailer without a name", "RFC 9112 §5", trailed(": b"), .refused(400)),
        Case("a trailer with a space before the colon", "RFC 9112 §5.1", trailed("A : b"), .refused(400)),
        Case("a trailer with a space before the name", "RFC 9112 §5.2", trailed(" A: b"), .refused(400)),
        Case("a trailer with a NUL in its name", "RFC 9110 §5.6.2", trailed("A\0: b"), .refused(400)),
        Case("a trailer with a name that is not ASCII", "RFC 9110 §5.6.2", trailed("É: b"), .refused(400)),
        Case("a trailer with a NUL", "RFC 9110 §5.5", trailed("A: b\0"), .refused(400)),
        Case("a trailer on a folded line", "RFC 9112 §5.2", trailed("A: b\r\n c"), .refused(400)),
        Case("a trailer that ends in LF", "RFC 9112 §2.2", trailed("A: b\nC: d"), .refused(400)),
        Case("a trailer that ends in CR", "RFC 9112 §2.2", trailed("A: b\rC: d"), .refused(400)),
        Case("trailers that end in LF", "RFC 9112 §2.2", chunked("5\r\nhello\r\n0\r\nA: b\r\n\n"), .refused(400)),
        Case("a request line for a trailer", "RFC 9112 §7.1.2", trailed("GET /live HTTP/1.1"), .refused(400)),
        Case(
            "a too long trailer", "RFC 9112 §7.1.2", trailed("A: " + String(repeating: "b", count: 5000)),
            .refused(400), .refused(413), .refused(431)),
        Case(
            "too many trailers", "RFC 9112 §7.1.2", trailed(String(repeating: "A: b\r\n", count: 2000) + "A: b"),
            .refused(400), .refused(413), .refused(431)),
    ]
}
