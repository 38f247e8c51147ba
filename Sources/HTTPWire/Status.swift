/// A status code and its reason phrase (RFC 9110 §15).
public struct Status: Sendable, Equatable {
    public let code: Int
    public let reason: StaticString

    public static func == (a: Status, b: Status) -> Bool { a.code == b.code }

    public static let ok = Status(code: 200, reason: "OK")
    public static let noContent = Status(code: 204, reason: "No Content")
    public static let badRequest = Status(code: 400, reason: "Bad Request")
    public static let unauthorized = Status(code: 401, reason: "Unauthorized")
    public static let notFound = Status(code: 404, reason: "Not Found")
    public static let methodNotAllowed = Status(code: 405, reason: "Method Not Allowed")
    public static let notAcceptable = Status(code: 406, reason: "Not Acceptable")
    public static let requestTimeout = Status(code: 408, reason: "Request Timeout")
    public static let contentTooLarge = Status(code: 413, reason: "Content Too Large")
    public static let uriTooLong = Status(code: 414, reason: "URI Too Long")
    public static let unsupportedMediaType = Status(code: 415, reason: "Unsupported Media Type")
    public static let expectationFailed = Status(code: 417, reason: "Expectation Failed")
    public static let unprocessableContent = Status(code: 422, reason: "Unprocessable Content")
    public static let requestHeaderFieldsTooLarge = Status(code: 431, reason: "Request Header Fields Too Large")
    public static let internalServerError = Status(code: 500, reason: "Internal Server Error")
    public static let notImplemented = Status(code: 501, reason: "Not Implemented")
    public static let serviceUnavailable = Status(code: 503, reason: "Service Unavailable")
    public static let httpVersionNotSupported = Status(code: 505, reason: "HTTP Version Not Supported")
}
