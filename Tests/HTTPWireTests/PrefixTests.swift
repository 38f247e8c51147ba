import HTTPWire
import Testing

@Suite("Requests that come in pieces")
struct PrefixTests {
    static let heads = [
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "\r\nGET /a?b=c HTTP/1.1\r\nHost: example.org:80\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost:\r\n\r\n",
        "GET http://[::1]:8080/%61?q HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
        "POST /v1/gradient HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length:  12 \r\n\r\n",
        "POST / HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\nexpect: 100-continue\r\n\r\n",
        "PATCH /%2f HTTP/1.1\r\nX: é\t\"x\"\r\nHost: h\r\nX:\r\n\r\n",
    ]

    @Test(arguments: heads)
    func `every truncated head asks for more`(text: String) throws {
        let bytes = Array(text.utf8)
        for count in bytes.indices {
            #expect(try readHead(Array(bytes.prefix(count))) == nil, "\(count) bytes")
        }
        #expect(try readHead(bytes)?.consumed == bytes.count)
    }

    /// A reader that asked for more never regrets having asked, and one that refused never accepts.
    @Test(arguments: RequestError.allCases)
    func `a refusal stays a refusal, whatever comes`(rule: RequestError) {
        for offender in rule.offenders where offender.utf8.count < 500 {
            let bytes = Array(offender.utf8)
            var isRefused = false
            for count in 0...bytes.count {
                do throws(RequestError) {
                    let body = try readRequest(Array(bytes.prefix(count)))
                    let isOfBody = [.malformedChunk, .chunksTakeTooMuch, .bodyTooLarge].contains(rule)
                    #expect(body == nil || isOfBody, "\(offender), \(count) bytes")
                    #expect(!isRefused, "\(offender), \(count) bytes")
                } catch {
                    isRefused = true
                }
            }
            #expect(isRefused, "\(offender)")
        }
    }
}
