/// Why bytes are not a request that can be answered; each case names the rule that it breaks.
public enum RequestError: Error, Equatable, Sendable, CaseIterable {
    /// RFC 9112 §3: `method SP target SP version`, single spaces, CR LF.
    case malformedRequestLine
    /// RFC 9112 §2.2: a line ends in CR LF; a CR or LF alone is no line end.
    case bareLineEnd
    /// RFC 9112 §3.2: origin-form, absolute-form or, for OPTIONS, `*`.
    case malformedTarget
    /// RFC 9110 §15.5.15
    case targetTooLong
    /// RFC 9110 §9.1: a method that this server does not know.
    case unknownMethod
    /// RFC 9110 §2.5: HTTP/1.0 and HTTP/1.1 are spoken here.
    case unsupportedVersion
    /// RFC 9112 §5: `name ":" OWS value OWS`, no space before the colon, no folding, no control characters.
    case malformedField
    /// RFC 6585 §5
    case headTooLarge
    /// RFC 6585 §5
    case tooManyFields
    /// RFC 9112 §3.2: exactly one valid Host.
    case badHost
    /// RFC 9112 §6.3: at most one Content-Length, of digits alone, and no Transfer-Encoding beside it.
    case ambiguousLength
    /// RFC 9112 §6.1 and §6.3: a transfer-coded body ends where `chunked`, last and once, says; not in HTTP/1.0.
    case bodyWithoutEnd
    /// RFC 9112 §6.1: `chunked` is the one transfer coding understood.
    case unsupportedTransferCoding
    /// RFC 9110 §10.1.1: `100-continue` is the one expectation there is.
    case unknownExpectation
    /// RFC 9112 §7.1: hexadecimal size, CR LF, that many bytes, CR LF.
    case malformedChunk
    /// RFC 9112 §7.1 to §7.1.2: a recipient limits what sizes, extensions and trailers may take.
    case chunksTakeTooMuch
    /// RFC 9110 §15.5.14
    case bodyTooLarge

    public var status: Status {
        switch self {
        case .targetTooLong: .uriTooLong
        case .unknownMethod, .unsupportedTransferCoding: .notImplemented
        case .unsupportedVersion: .httpVersionNotSupported
        case .headTooLarge, .tooManyFields: .requestHeaderFieldsTooLarge
        case .unknownExpectation: .expectationFailed
        case .chunksTakeTooMuch, .bodyTooLarge: .contentTooLarge
        default: .badRequest
        }
    }

    /// What is wrong, in words for the caller.
    public var detail: String {
        switch self {
        case .malformedRequestLine: "the request line is not `method target HTTP/1.1`"
        case .bareLineEnd: "a line ends in a bare CR or LF"
        case .malformedTarget: "the request target is not a path or an http address"
        case .targetTooLong: "the request target is too long"
        case .unknownMethod: "this method is not known here"
        case .unsupportedVersion: "HTTP/1.1 and HTTP/1.0 are spoken here"
        case .malformedField: "a header field is not `name: value`"
        case .headTooLarge: "the header section is too large"
        case .tooManyFields: "the header section has too many fields"
        case .badHost: "a request has exactly one valid Host field"
        case .ambiguousLength: "a request has one Content-Length of digits alone, or Transfer-Encoding, not both"
        case .bodyWithoutEnd: "a transfer-coded body is chunked, last and once, and in HTTP/1.1"
        case .unsupportedTransferCoding: "the one transfer coding understood is chunked"
        case .unknownExpectation: "the one expectation understood is 100-continue"
        case .malformedChunk: "the chunked body is malformed"
        case .chunksTakeTooMuch: "extensions, trailers and zeros in front of sizes take too much of the chunked body"
        case .bodyTooLarge: "the body is too large"
        }
    }
}
