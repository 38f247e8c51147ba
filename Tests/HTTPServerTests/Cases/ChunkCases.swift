extension Case {
    private static let end = "\r\nhello\r\n0\r\n\r\n"

    static let chunks: [Case] = [
        Case("a chunk of one byte", "RFC 9112 §7.1", chunked("1\r\n!\r\n0\r\n\r\n"), .kept(200, "!")),
        Case("two chunks", "RFC 9112 §7.1", chunked("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), .kept(200, "hello")),
        Case("no chunk but the last", "RFC 9112 §7.1", chunked("0\r\n\r\n"), .kept(200, "")),
        Case("a last chunk of zeros", "RFC 9112 §7.1", chunked("5\r\nhello\r\n000\r\n\r\n"), .kept(200, "hello")),
        Case(
            "a size in upper case", "RFC 9112 §7.1", chunked("A\r\n0123456789\r\n0\r\n\r\n"), .kept(200, "0123456789")),
        Case(
            "a size in lower case", "RFC 9112 §7.1", chunked("b\r\n0123456789a\r\n0\r\n\r\n"), .kept(200, "0123456789a")
        ),
        Case(
            "a size of two digits", "RFC 9112 §7.1", chunked("10\r\n0123456789abcdef\r\n0\r\n\r\n"),
            .kept(200, "0123456789abcdef")),
        Case(
            "line ends as data", "RFC 9112 §7.1", chunked("7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n"),
            .kept(200, "\r\n0\r\n\r\n")),
        Case("a size with leading zeros", "RFC 9112 §7.1", chunked("0005" + end), .kept(200, "hello")),
        Case(
            "a size with thirty leading zeros", "RFC 9112 §7.1", chunked("0000000000000000000000000000005" + end),
            .kept(200, "hello"), .refused(413)),
        Case("an empty size", "RFC 9112 §7.1", chunked(end), .refused(400)),
        Case("an empty size with an extension", "RFC 9112 §7.1", chunked(";a" + end), .refused(400)),
        Case("a size with a positive sign", "RFC 9112 §7.1", chunked("+5" + end), .refused(400)),
        Case("a size with a negative sign", "RFC 9112 §7.1", chunked("-5" + end), .refused(400)),
        Case("a size with 0x", "RFC 9112 §7.1", chunked("0x5" + end), .refused(400)),
        Case("a size with an underscore", "RFC 9112 §7.1", chunked("0_5" + end), .refused(400)),
        Case("a size of letters", "RFC 9112 §7.1", chunked("g" + end), .refused(400)),
        Case("a size of a digit and a letter", "RFC 9112 §7.1", chunked("5g" + end), .refused(400)),
        Case("a size with a full-width digit", "RFC 9112 §7.1", chunked("\u{FF15}" + end), .refused(400)),
        Case("a space before the size", "RFC 9112 §7.1", chunked(" 5" + end), .refused(400)),
        Case("a space behind the size", "RFC 9112 §7.1", chunked("5 " + end), .refused(400)),
        Case("a tab behind the size", "RFC 9112 §7.1", chunked("5\t" + end), .refused(400)),
        Case("a NUL behind the size", "RFC 9112 §7.1", chunked("5\0" + end), .refused(400)),
        Case("a comma behind the size", "RFC 9112 §7.1", chunked("5,5" + end), .refused(400)),
        Case("a size of 64 ones", "RFC 9112 §7.1", chunked("ffffffffffffffff" + end), .refused(413), .refused(400)),
        Case("a size of 63 ones", "RFC 9112 §7.1", chunked("7fffffffffffffff" + end), .refused(413), .refused(400)),
        Case(
            "a size of two to the 63rd", "RFC 9112 §7.1", chunked("8000000000000000" + end), .refused(413),
            .refused(400)),
        Case(
            "a size that is 5 in 64 bits", "RFC 9112 §7.1", chunked("10000000000000005" + end), .refused(413),
            .refused(400)),
        Case("a size that is 5 in 32 bits", "RFC 9112 §7.1", chunked("100000005" + end), .refused(413)),
        Case("a size that ends in LF", "RFC 9112 §7.1", chunked("5\nhello\r\n0\r\n\r\n"), .refused(400)),
        Case("a size that ends in CR", "RFC 9112 §7.1", chunked("5\rhello\r\n0\r\n\r\n"), .refused(400)),
        Case("a size that ends in two CR and LF", "RFC 9112 §7.1", chunked("5\r" + end), .refused(400)),
        Case("data that ends in LF", "RFC 9112 §7.1", chunked("5\r\nhello\n0\r\n\r\n"), .refused(400)),
        Case("data that ends in CR", "RFC 9112 §7.1", chunked("5\r\nhello\r0\r\n\r\n"), .refused(400)),
        Case("data with no end", "RFC 9112 §7.1", chunked("5\r\nhello0\r\n\r\n"), .refused(400)),
        Case("data with other bytes for its end", "RFC 9112 §7.1", chunked("5\r\nhelloxx0\r\n\r\n"), .refused(400)),
        Case("data that is too long", "RFC 9112 §7.1", chunked("5\r\nhello!\r\n0\r\n\r\n"), .refused(400)),
        Case("data that is too short", "RFC 9112 §7.1", chunked("5\r\nhell\r\n0\r\n\r\n"), .refused(400)),
        Case("an empty line between chunks", "RFC 9112 §7.1", chunked("5\r\nhello\r\n\r\n0\r\n\r\n"), .refused(400)),
        Case("a last chunk that ends in LF", "RFC 9112 §7.1", chunked("5\r\nhello\r\n0\n\r\n"), .refused(400)),
        Case("a body that ends in LF", "RFC 9112 §7.1", chunked("5\r\nhello\r\n0\r\n\n"), .refused(400)),
        Case("a body that ends in CR", "RFC 9112 §7.1", chunked("5\r\nhello\r\n0\r\n\r"), .refused(400)),
        Case("a last chunk with data", "RFC 9112 §7.1", chunked("0\r\n!\r\n\r\n"), .refused(400)),
    ]
}
