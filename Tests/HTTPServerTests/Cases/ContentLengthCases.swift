extension Case {
    /// A request hidden in a body.
    private static let hidden = "GET /live HTTP/1.1\r\nHost: h\r\n\r\n"

    static let contentLengths: [Case] = [
        Case("a length", "RFC 9112 §6.2", post("Content-Length: 5", "hello"), .kept(200, "hello")),
        Case("a length of nothing", "RFC 9112 §6.2", post("Content-Length: 0", ""), .kept(200, "")),
        Case("no length", "RFC 9112 §6.3", "POST /echo HTTP/1.1\r\nHost: h\r\n\r\n", .kept(200, "")),
        Case("a name in lower case", "RFC 9110 §5.1", post("content-length:5", "hello"), .kept(200, "hello")),
        Case("spaces around the length", "RFC 9112 §5", post("Content-Length:  5 ", "hello"), .kept(200, "hello")),
        Case("tabs around the length", "RFC 9112 §5", post("Content-Length:\t5\t", "hello"), .kept(200, "hello")),
        Case("leading zeros", "RFC 9110 §8.6", post("Content-Length: 005", "hello"), .kept(200, "hello")),
        Case(
            "more zeros than digits in any number", "RFC 9110 §8.6",
            post("Content-Length: 0000000000000000000000000000005", "hello"), .kept(200, "hello")),
        Case("a request in the body", "RFC 9112 §6.2", post("Content-Length: 31", hidden), .kept(200, hidden)),
        Case(
            "a body with GET", "RFC 9110 §9.3.1",
            "GET /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", .kept(200, "hello")),
        Case(
            "a body that nobody asked for", "RFC 9110 §9.3.1", field("Content-Length: 31") + hidden, .alive),
        Case(
            "a body that is answered after a while", "RFC 9112 §6.2",
            "POST /later HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", .kept(200, "hello")),
        Case(
            "a length in HTTP/1.0", "RFC 9112 §6.2", post("Content-Length: 5", "hello", version: "HTTP/1.0"),
            .closed(200, "hello")),
        Case("a name with an underscore", "RFC 9110 §5.1", field("Content_Length: 5"), .alive),
        Case("an empty length", "RFC 9110 §8.6", post("Content-Length:", "hello"), .refused(400)),
        Case("a positive sign", "RFC 9110 §8.6", post("Content-Length: +5", "hello"), .refused(400)),
        Case("a negative sign", "RFC 9110 §8.6", post("Content-Length: -1", "hello"), .refused(400)),
        Case("minus nothing", "RFC 9110 §8.6", post("Content-Length: -0", ""), .refused(400)),
        Case("a hexadecimal length", "RFC 9110 §8.6", post("Content-Length: 0x5", "hello"), .refused(400)),
        Case("a letter as length", "RFC 9110 §8.6", post("Content-Length: a", "hello"), .refused(400)),
        Case("a fraction", "RFC 9110 §8.6", post("Content-Length: 5.0", "hello"), .refused(400)),
        Case("an exponent", "RFC 9110 §8.6", post("Content-Length: 5e0", "hello"), .refused(400)),
        Case("an underscore in the length", "RFC 9110 §8.6", post("Content-Length: 0_5", "hello"), .refused(400)),
        Case("a space in the length", "RFC 9110 §8.6", post("Content-Length: 5 5", "hello"), .refused(400)),
        Case("a length with a parameter", "RFC 9110 §8.6", post("Content-Length: 5;a", "hello"), .refused(400)),
        Case("a quoted length", "RFC 9110 §8.6", post("Content-Length: \"5\"", "hello"), .refused(400)),
        Case("a vertical tab before the length", "RFC 9110 §5.5", post("Content-Length: \u{0B}5", "h"), .refused(400)),
        Case("a NUL behind the length", "RFC 9110 §5.5", post("Content-Length: 5\0", "hello"), .refused(400)),
        Case("an Arabic digit", "RFC 9110 §8.6", post("Content-Length: \u{665}", "hello"), .refused(400)),
        Case("a digit in superscript", "RFC 9110 §8.6", post("Content-Length: \u{2075}", "hello"), .refused(400)),
        Case("a list of equal lengths", "RFC 9112 §6.3", post("Content-Length: 5,5", "hello"), .refused(400)),
        Case("a list of different lengths", "RFC 9112 §6.3", post("Content-Length: 5, 6", "hello"), .refused(400)),
        Case("a comma behind the length", "RFC 9112 §6.3", post("Content-Length: 5,", "hello"), .refused(400)),
        Case("a comma before the length", "RFC 9112 §6.3", post("Content-Length: ,5", "hello"), .refused(400)),
        Case(
            "two equal lengths", "RFC 9112 §6.3", post("Content-Length: 5\r\nContent-Length: 5", "hello"),
            .refused(400)),
        Case(
            "two different lengths", "RFC 9112 §6.3", post("Content-Length: 5\r\ncontent-length: 6", "hello"),
            .refused(400)),
        Case(
            "a length and an empty one", "RFC 9112 §6.3", post("Content-Length: 5\r\nContent-Length:", "hello"),
            .refused(400)),
        Case(
            "two lengths in HTTP/1.0", "RFC 9112 §6.3",
            post("Content-Length: 5\r\nContent-Length: 6", "hello", version: "HTTP/1.0"), .refused(400)),
        Case("a space before the length's colon", "RFC 9112 §5.1", post("Content-Length : 5", "hello"), .refused(400)),
        Case("a folded length", "RFC 9112 §5.2", post("Content-Length:\r\n 5", "hello"), .refused(400)),
        Case(
            "two to the 63rd", "RFC 9110 §8.6", post("Content-Length: 9223372036854775808", "hello"), .refused(413),
            .refused(400)),
        Case(
            "a length that is 5 in 64 bits", "RFC 9110 §8.6", post("Content-Length: 18446744073709551621", "hello"),
            .refused(413), .refused(400)),
        Case(
            "a length of forty digits", "RFC 9110 §8.6",
            post("Content-Length: 9999999999999999999999999999999999999999", "hello"), .refused(413), .refused(400)),
    ]
}
