import Bytes
import HTTPWire
import Testing

/// RFC 9112 §4 and RFC 9110 §8.6
@Suite("The head of a response")
struct ResponseTests {
    static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    static let always = "Date: \(date)\r\nX-Content-Type-Options: nosniff"

    static func head(_ response: Response, connection: String? = nil) -> String {
        var bytes: [UInt8] = []
        bytes.append(room: 512) { response.writeHead(to: &$0, date: date, connection: connection) }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `byte by byte`() {
        let response = Response(
            .ok, fields: [("Content-Type", "text/plain"), ("Allow", "GET, HEAD")], body: [1, 2, 3])
        #expect(
            Self.head(response) == """
                HTTP/1.1 200 OK\r
                Content-Type: text/plain\r
                Allow: GET, HEAD\r
                Content-Length: 3\r
                Date: \(Self.date)\r
                X-Content-Type-Options: nosniff\r
                \r

                """)
    }

    @Test func `an empty body has a length`() {
        #expect(
            Self.head(Response(.notFound))
                == "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\(Self.always)\r\n\r\n")
    }

    @Test func `204 has no length`() {
        #expect(Self.head(Response(.noContent)) == "HTTP/1.1 204 No Content\r\n\(Self.always)\r\n\r\n")
    }

    @Test(arguments: ["close", "keep-alive"])
    func `the connection's fate comes last`(connection: String) {
        #expect(
            Self.head(Response(.noContent), connection: connection)
                == "HTTP/1.1 204 No Content\r\n\(Self.always)\r\nConnection: \(connection)\r\n\r\n")
    }

    @Test func `it is written behind what is there`() {
        var bytes = Array("before".utf8)
        bytes.append(room: 512) { Response(.ok).writeHead(to: &$0, date: Self.date) }
        #expect(bytes.starts(with: "beforeHTTP/1.1 200 OK\r\n".utf8))
    }

    /// RFC 9110 §15
    @Test(
        arguments: [
            (.ok, "200 OK"), (.noContent, "204 No Content"), (.badRequest, "400 Bad Request"),
            (.notFound, "404 Not Found"),
            (.methodNotAllowed, "405 Method Not Allowed"), (.requestTimeout, "408 Request Timeout"),
            (.contentTooLarge, "413 Content Too Large"), (.uriTooLong, "414 URI Too Long"),
            (.unsupportedMediaType, "415 Unsupported Media Type"), (.expectationFailed, "417 Expectation Failed"),
            (.unprocessableContent, "422 Unprocessable Content"),
            (.requestHeaderFieldsTooLarge, "431 Request Header Fields Too Large"),
            (.internalServerError, "500 Internal Server Error"), (.notImplemented, "501 Not Implemented"),
            (.serviceUnavailable, "503 Service Unavailable"),
            (.httpVersionNotSupported, "505 HTTP Version Not Supported"),
        ] as [(Status, String)])
    func `every status has its reason`(status: Status, line: String) {
        #expect(Self.head(Response(status)).hasPrefix("HTTP/1.1 \(line)\r\n"))
    }
}
