import HTTPWire
import Testing

@Suite("Rules that requests break")
struct RuleTests {
    @Test(arguments: RequestError.allCases)
    func `every rule refuses those who break it`(rule: RequestError) {
        #expect(rule.offenders.count >= 2)
        for offender in rule.offenders {
            #expect(throws: rule, "\(offender.debugDescription)") { try readRequest(Array(offender.utf8)) }
        }
    }

    @Test(
        arguments: [
            (.malformedRequestLine, 400), (.bareLineEnd, 400), (.malformedTarget, 400), (.targetTooLong, 414),
            (.unknownMethod, 501), (.unsupportedVersion, 505), (.malformedField, 400), (.headTooLarge, 431),
            (.tooManyFields, 431), (.badHost, 400), (.ambiguousLength, 400), (.unsupportedTransferCoding, 501),
            (.unknownExpectation, 417), (.malformedChunk, 400), (.chunksTakeTooMuch, 413), (.bodyTooLarge, 413),
        ] as [(RequestError, Int)])
    func `every rule has its status`(rule: RequestError, code: Int) {
        #expect(rule.status.code == code)
    }

    @Test func `every rule is explained in its own words`() {
        let details = RequestError.allCases.map(\.detail)
        #expect(Set(details).count == details.count)
        #expect(!details.contains(""))
    }

    /// RFC 9112 §6.3: where chunked is not the final coding, the server answers 400.
    @Test(
        arguments: ["gzip", "chunked, gzip", "identity"])
    func `a body without an end that can be found is a bad request`(coding: String) {
        let error = #expect(throws: RequestError.self) {
            try head("POST / HTTP/1.1", "Transfer-Encoding: \(coding)")
        }
        #expect(error?.status == .badRequest)
    }
}
