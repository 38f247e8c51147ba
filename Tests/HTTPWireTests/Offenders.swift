import HTTPWire

/// A GET with these field lines, each without its end, beside a valid Host.
private func get(_ fields: String...) -> String {
    (["GET / HTTP/1.1", "Host: h"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
}

/// A POST to HTTP/1.1 with these field lines, each without its end, beside a valid Host.
private func post(_ fields: String...) -> String {
    (["POST / HTTP/1.1", "Host: h"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
}

private func chunks(_ body: String) -> String { post("Transfer-Encoding: chunked") + body }

private func lines(_ requestLines: String...) -> [String] { requestLines.map { "\($0)\r\nHost: h\r\n\r\n" } }

private func hosts(_ hosts: String...) -> [String] { hosts.map { "GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n" } }

extension RequestError {
    /// Whole requests that break this rule and, up to where they do, no other.
    var offenders: [String] {
        switch self {
        case .malformedRequestLine:
            lines(
                "GET /", "GET", "", " GET / HTTP/1.1", "GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/1.1 ",
                "GET\t/ HTTP/1.1", "GET /\tHTTP/1.1", "GET / http/1.1", "GET / Http/1.1", "GET / HTTP/1",
                "GET / HTTP/1.",
                "GET / HTTP/1.10", "GET / HTTP/11", "GET / HTTP/x.1", "GET / HTTP/1,1", "GET / HTTPS/1.1",
                "GET / HTTP 1.1",
                "GET / HTTP/1.1 x", "GET /a b HTTP/1.1", "G(T / HTTP/1.1", "G\0T / HTTP/1.1", "GÉT / HTTP/1.1",
                "\u{16}\u{3}\u{1}", "GET HTTP/1.1", "\r\n\r\nGET / HTTP/1.1", "GET / HTTP/1.1\0")
        case .bareLineEnd:
            [
                "GET / HTTP/1.1\nHost: h\n\n", "GET / HTTP/1.1\r\nHost: h\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\n\n",
                "GET / HTTP/1.1\rHost: h\r\r", "GET / HTTP/1.1\r\nHost: h\r\nA: b\rc\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA: b\nc: d\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\r\n\r\n",
                "GET /\r HTTP/1.1\r\nHost: h\r\n\r\n", "\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA: b\n C\r\n\r\n",
            ]
        case .malformedTarget:
            lines(
                "GET a HTTP/1.1", "GET * HTTP/1.1", "GET  HTTP/1.1", "GET /# HTTP/1.1", "GET /a#b HTTP/1.1",
                "GET /é HTTP/1.1", "GET /\0 HTTP/1.1", "GET /a\tb HTTP/1.1", "GET /\u{7F} HTTP/1.1", "GET /\" HTTP/1.1",
                "GET /<a> HTTP/1.1", "GET /a\\b HTTP/1.1", "GET /^ HTTP/1.1", "GET /` HTTP/1.1", "GET /{a} HTTP/1.1",
                "GET /a|b HTTP/1.1", "GET /% HTTP/1.1", "GET /%4 HTTP/1.1", "GET /%zz HTTP/1.1", "GET /%4g HTTP/1.1",
                "GET /%%41 HTTP/1.1", "GET /%+1 HTTP/1.1", "GET /%4?1 HTTP/1.1", "CONNECT h:80 HTTP/1.1",
                "CONNECT / HTTP/1.1", "GET h:80 HTTP/1.1", "GET ftp://h/ HTTP/1.1", "GET http:/h/ HTTP/1.1",
                "GET http:// HTTP/1.1", "GET http:///a HTTP/1.1", "GET http://?a HTTP/1.1", "GET http://u@h/ HTTP/1.1",
                "GET http://h:p/ HTTP/1.1", "GET http://[::1/ HTTP/1.1", "GET http://h#a HTTP/1.1",
                "GET http://a:1:2/ HTTP/1.1", "OPTIONS ** HTTP/1.1", "GET ?a HTTP/1.1", "GET ./a HTTP/1.1")
        case .targetTooLong:
            [8192, 8300, 20_000].map { "GET /\(String(repeating: "a", count: $0)) HTTP/1.1\r\nHost: h\r\n\r\n" }
        case .unknownMethod:
            lines(
                "get / HTTP/1.1", "Get / HTTP/1.1", "BREW / HTTP/1.1", "GETT / HTTP/1.1", "M-SEARCH / HTTP/1.1",
                "G / HTTP/1.1")
        case .unsupportedVersion:
            ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]
                + lines("GET / HTTP/2.0", "GET / HTTP/0.9", "GET / HTTP/3.1", "GET / HTTP/0.0", "GET / HTTP/9.9")
        case .malformedField:
            [
                get("A : b"), get("A\t: b"), get("A"), get(": b"), get(" A: b"), get("\tA: b"), get("A: b", " c"),
                get("A: b", "\tc"), get("A: \0"), get("A: b\u{1}c"), get("A: \u{1B}"), get("A: \u{7F}"),
                get("A: \u{8}"),
                get("A\0: b"), get("A(: b"), get("A b: c"), get("É: b"), get("A, B: c"), get("\"A\": b"), get("A=b"),
                get("@A: b"), get("Content-Length : 1"), get("Transfer-Encoding\u{B}: chunked"),
                "GET / HTTP/1.1\r\n Host: h\r\n\r\n", "GET / HTTP/1.1\r\nHost\r\n\r\n",
            ]
        case .headTooLarge:
            [
                get("A: " + String(repeating: "b", count: 33_000)),
                "GET / HTTP/1.1\r\nHost: h\r\n"
                    + String(repeating: "a: \(String(repeating: "b", count: 500))\r\n", count: 80),
            ]
        case .tooManyFields:
            [100, 1000].map { "GET / HTTP/1.1\r\nHost: h\r\n\(String(repeating: "a: b\r\n", count: $0))\r\n" }
        case .badHost:
            ["GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHostess: h\r\n\r\n"] + [get("Host: h"), get("host: i")]
                + hosts(
                    "a b", "a/b", "a?b", "u@h", "a#b", "a:b", "a:1:2", "a:-1", "a:123456", ":a", "[::1", "::1", "[]",
                    "[::1]a", "[g::1]", "[::1%25eth0]", "é.org", "http://h", "a\tb", "\"h\"", "a\\b", "h\u{212A}")
                + ["GET / HTTP/1.0\r\nHost: h\r\nHost: h\r\n\r\n", "GET / HTTP/1.0\r\nHost: a b\r\n\r\n"]
                + ["GET http://h/ HTTP/1.1\r\n\r\n"]
        case .ambiguousLength:
            [
                "", "+5", "-5", "-0", "0x5", "5a", "5 5", "5,5", "5, 5", "5;", "5.0", "1e1", "five", "\u{665}", "\"5\"",
                "0b1", "1_000", ",5",
            ].map { post("Content-Length: \($0)") } + [
                post("Content-Length: 5", "Content-Length: 5"), post("Content-Length: 5", "content-length: 6"),
                post("Content-Length: 5", "Transfer-Encoding: chunked"),
                post("Transfer-Encoding: chunked", "Content-Length: 0"),
                post("Transfer-Encoding: gzip", "Content-Length: 5"),
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
            ]
        case .bodyWithoutEnd:
            [
                "", "gzip", "identity", "chunked, gzip", "chunked, chunked", "xchunked", "chunked;a=b", "\"chunked\"",
                "chunkedx", "chunked\u{301}", "chunked chunked", "chunked\u{A0}", "chun\u{212A}ed",
            ].map { post("Transfer-Encoding: \($0)") } + [
                post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
                post("Transfer-Encoding: chunked", "Transfer-Encoding: gzip"),
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
            ]
        case .unsupportedTransferCoding:
            ["gzip, chunked", "chunked,", ",chunked"].map { post("Transfer-Encoding: \($0)") }
                + [post("Transfer-Encoding: gzip", "Transfer-Encoding: chunked")]
        case .unknownExpectation:
            [
                post("Expect: 200-ok"), post("Expect: 100-continue, a"), post("Expect: 100"),
                post("Expect: 100-continue=1"),
            ]
        case .malformedChunk:
            [
                "\r\n", ";a\r\n", "-1\r\n", "+1\r\n", "0x1\r\na", "x\r\n", " 1\r\na", "1 \r\na", "1\na", "1\ra",
                "1\r\r\na",
                "1\r\nab\r\n", "1\r\na\n", "1\r\na\r0", "1\r\na0\r\n", "2\r\na\r\n\r\n", "1;a\nb", "1;\0\r\n",
                "1,a\r\n",
                "0\r\n\n", "0\r\n\r\r", "0\r\n:a\r\n", "0\r\n a: b\r\n", "0\r\na: \0\r\n", "0\r\na: b\n",
                "0\r\na: b\r\r", "0\r\n\(String(repeating: "a\r\n", count: 5000))",
            ].map(chunks)
        case .chunksTakeTooMuch:
            [
                String(repeating: "0", count: 5000), "1;\(String(repeating: "a", count: 5000))",
                "0\r\na: \(String(repeating: "b", count: 5000))", "0\r\n\(String(repeating: "a: b\r\n", count: 5000))",
            ].map(chunks)
        case .bodyTooLarge:
            ["18446744073709551616", "9223372036854775808", String(repeating: "9", count: 100)].map {
                post("Content-Length: \($0)")
            }
                + [
                    "3e9\r\n", "FFFFFFFFFFFFFFFF\r\n", "7fffffffffffffff\r\n",
                    "3e8\r\n" + String(repeating: "a", count: 1000) + "\r\n1",
                ]
                .map(chunks)
        }
    }
}
