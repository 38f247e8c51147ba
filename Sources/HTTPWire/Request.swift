/// A method of RFC 9110 §9 or RFC 5789.
public enum Method: String, Sendable, CaseIterable {
    case get = "GET", head = "HEAD", post = "POST", put = "PUT", delete = "DELETE"
    case connect = "CONNECT", options = "OPTIONS", trace = "TRACE", patch = "PATCH"
}

/// Where a request's body ends (RFC 9112 §6.3).
public enum Framing: Sendable, Equatable {
    case length(Int)
    case chunked
}

/// A request's head: request line and header section.
public struct RequestHead: Sendable {
    public internal(set) var method = Method.get
    /// The path, percent-encoded but for unreserved characters (RFC 3986 §6.2.2.2); `*` for the asterisk-form.
    public internal(set) var path = ""
    /// What follows the first `?`, as it was sent.
    public internal(set) var query: String?
    /// The 1 of HTTP/1.1; 0 for HTTP/1.0.
    public internal(set) var minorVersion = 1
    public internal(set) var fields = Fields()
    public internal(set) var framing = Framing.length(0)
    /// Whether the connection may carry another request after this one (RFC 9112 §9.3).
    public internal(set) var keepsAlive = true
    /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 §10.1.1).
    public var expectsContinue = false
}

/// A whole request.
public struct Request: Sendable {
    public let head: RequestHead
    /// The body, with some bytes of spare capacity after it, which a vectorised reader wants.
    public let body: [UInt8]

    public init(head: RequestHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }

    /// A request that came through no connection.
    public init(_ method: Method, _ path: String, contentType: String? = nil, body: [UInt8] = []) {
        head = RequestHead(method: method, path: path, fields: Fields(contentType.map { [("content-type", $0)] } ?? []))
        self.body = body
    }
}

/// Header fields in the order in which they came; names are without case.
public struct Fields: Sendable {
    private var all: [(name: String, value: String)] = []

    init(_ all: [(name: String, value: String)] = []) {
        self.all = all
    }

    /// - Parameter name: in lower case
    mutating func append(name: String, value: String) { all.append((name, value)) }

    public var count: Int { all.count }

    /// Every value of the fields of that name, which is in lower case.
    public subscript(_ name: String) -> [String] { all.lazy.filter { $0.name == name }.map(\.value) }

    /// The members of a comma-separated list, in lower case (RFC 9110 §5.6.1).
    public func list(_ name: String) -> [String] {
        self[name].flatMap { $0.split(separator: ",") }.map { member in
            let start = member.drop { $0 == " " || $0 == "\t" }
            let trimmed = start.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
            return lowercasedASCII(String(trimmed))
        }
    }
}

/// The text with its ASCII letters in lower case: `String.lowercased()` would make a k of the Kelvin sign too.
func lowercasedASCII(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
}
