extension Case {
    private static let expect = "Content-Length: 5\r\nExpect: 100-continue"

    static let expectations: [Case] = [
        Case("a client that waits", "RFC 9110 §10.1.1", post(expect, ""), afterContinue: "hello", .kept(200, "hello")),
        Case(
            "a client that waits, in capitals", "RFC 9110 §10.1.1",
            post("Content-Length: 5\r\nExpect: 100-CONTINUE", ""), afterContinue: "hello", .kept(200, "hello")),
        Case(
            "a client that waits with chunks", "RFC 9110 §10.1.1",
            post("Transfer-Encoding: chunked\r\nExpect: 100-continue", ""), afterContinue: "5\r\nhello\r\n0\r\n\r\n",
            .kept(200, "hello")),
        Case(
            "a client that waits and closes", "RFC 9110 §10.1.1", post(expect + "\r\nConnection: close", ""),
            afterContinue: "hello", .closed(200, "hello")),
        Case(
            "a client that waits for the status alone", "RFC 9110 §10.1.1",
            "HEAD /echo HTTP/1.1\r\nHost: h\r\n\(expect)\r\n\r\n", afterContinue: "hello", .kept(200, "")),
        Case(
            "a client that waits for a slow answer", "RFC 9110 §10.1.1",
            "POST /later HTTP/1.1\r\nHost: h\r\n\(expect)\r\n\r\n", afterContinue: "hello", .kept(200, "hello")),
        Case(
            "a client that does not wait", "RFC 9110 §10.1.1", post(expect, "hello"), mayContinue: true,
            .kept(200, "hello")),
        Case(
            "an expectation twice", "RFC 9110 §10.1.1", post(expect + "\r\nExpect: 100-continue", "hello"),
            mayContinue: true, .kept(200, "hello"), .refused(417)),
        Case(
            "an expectation without a body", "RFC 9110 §10.1.1", field("Expect: 100-continue"), mayContinue: true,
            .alive),
        Case(
            "an expectation with a body of nothing", "RFC 9110 §10.1.1",
            post("Content-Length: 0\r\nExpect: 100-continue", ""), mayContinue: true, .kept(200, "")),
        Case("no expectation", "RFC 9110 §10.1.1", field("Expect:"), .alive, .refused(417)),
        Case("an unknown expectation", "RFC 9110 §10.1.1", field("Expect: 200-ok"), .refused(417)),
        Case(
            "an unknown expectation behind", "RFC 9110 §10.1.1",
            post("Content-Length: 5\r\nExpect: 100-continue, x", "hello"), .refused(417)),
        Case(
            "an unknown expectation in another field", "RFC 9110 §10.1.1", post(expect + "\r\nExpect: x", "hello"),
            .refused(417)),
        Case("an expectation with a letter more", "RFC 9110 §10.1.1", field("Expect: 100-continued"), .refused(417)),
        Case(
            "an expectation in HTTP/1.0", "RFC 9110 §10.1.1", post(expect, "hello", version: "HTTP/1.0"),
            .closed(200, "hello")),
        Case(
            "an expectation of too long a body", "RFC 9110 §10.1.1",
            post("Content-Length: 65\r\nExpect: 100-continue", ""), .refused(413)),
        Case(
            "an expectation without a Host", "RFC 9110 §10.1.1", "POST /echo HTTP/1.1\r\n\(expect)\r\n\r\n",
            .refused(400)),
        Case(
            "an expectation beside a length and a coding", "RFC 9110 §10.1.1",
            post(expect + "\r\nTransfer-Encoding: chunked", ""), .refused(400)),
        Case(
            "an expectation beside two lengths", "RFC 9110 §10.1.1", post(expect + "\r\nContent-Length: 6", ""),
            .refused(400)),
    ]

    private static func old(_ fields: String) -> String { field(fields, version: "HTTP/1.0") }

    static let connections: [Case] = [
        Case("close", "RFC 9112 §9.6", field("Connection: close"), .closed(200, "alive")),
        Case("Close", "RFC 9110 §7.6.1", field("Connection: Close"), .closed(200, "alive")),
        Case("close between tabs", "RFC 9112 §5", field("connection:\tclose\t"), .closed(200, "alive")),
        Case(
            "close with a body", "RFC 9112 §9.6", post("Connection: close\r\nContent-Length: 5", "hello"),
            .closed(200, "hello")),
        Case(
            "close with chunks", "RFC 9112 §9.6",
            post("Connection: close\r\nTransfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n"), .closed(200, "hello")),
        Case(
            "close with what is not there", "RFC 9112 §9.6",
            "GET /none HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", .closed(404, "")),
        Case(
            "close with no content", "RFC 9112 §9.6", "GET /nothing HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
            .closed(204, "")),
        Case(
            "close with a slow answer", "RFC 9112 §9.6",
            "POST /later HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
            .closed(200, "hello")),
        Case("keep-alive", "RFC 9112 §9.3", field("Connection: keep-alive"), .alive),
        Case("keep-alive, then close", "RFC 9112 §9.3", field("Connection: keep-alive, close"), .closed(200, "alive")),
        Case("close, then keep-alive", "RFC 9112 §9.3", field("Connection: close,keep-alive"), .closed(200, "alive")),
        Case(
            "keep-alive and close in two fields", "RFC 9112 §9.3", field("Connection: keep-alive\r\nConnection: close"),
            .closed(200, "alive")),
        Case("empty elements around close", "RFC 9110 §5.6.1", field("Connection: , close ,"), .closed(200, "alive")),
        Case("no option", "RFC 9110 §5.6.1", field("Connection:"), .alive),
        Case("an unknown option", "RFC 9110 §7.6.1", field("Connection: x"), .alive),
        Case("an option that begins with close", "RFC 9110 §7.6.1", field("Connection: closed"), .alive),
        Case(
            "an upgrade to HTTP/2", "RFC 9110 §7.8",
            field("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA"), .alive),
        Case("an upgrade to what is unknown", "RFC 9110 §7.8", field("Connection: upgrade\r\nUpgrade: x/1"), .alive),
        Case("Proxy-Connection", "RFC 9112 §C.2.2", field("Proxy-Connection: close"), .alive),
        Case("keep-alive in HTTP/1.0", "RFC 9112 §9.3", old("Connection: keep-alive"), .alive),
        Case("Keep-Alive in HTTP/1.0", "RFC 9112 §9.3", old("Connection: Keep-Alive"), .alive),
        Case(
            "keep-alive in HTTP/1.0 with a body", "RFC 9112 §9.3",
            post("Connection: keep-alive\r\nContent-Length: 5", "hello", version: "HTTP/1.0"), .kept(200, "hello")),
        Case("close in HTTP/1.0", "RFC 9112 §9.3", old("Connection: close"), .closed(200, "alive")),
        Case(
            "keep-alive, then close, in HTTP/1.0", "RFC 9112 §9.3", old("Connection: keep-alive, close"),
            .closed(200, "alive")),
        Case(
            "close, then keep-alive, in HTTP/1.0", "RFC 9112 §9.3", old("Connection: close\r\nConnection: keep-alive"),
            .closed(200, "alive")),
        Case(
            "a Kelvin sign for the k of keep-alive", "RFC 9110 §5.6.2", old("Connection: \u{212A}eep-alive"),
            .closed(200, "alive"), .refused(400)),
        Case(
            "Proxy-Connection in HTTP/1.0", "RFC 9112 §C.2.2", old("Proxy-Connection: keep-alive"),
            .closed(200, "alive")),
        Case(
            "Keep-Alive for a name in HTTP/1.0", "RFC 9112 §C.2.2", old("Keep-Alive: timeout=5"), .closed(200, "alive")),
        Case("no length in HTTP/1.0", "RFC 9112 §6.3", "POST /echo HTTP/1.0\r\n\r\n", .closed(200, "")),
    ]
}
