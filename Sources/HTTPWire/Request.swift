/// A method of RFC 9110 §9 or RFC 5789.
public enum Method: String, Sendable, CaseIterable {
    case get = "GET", head = "HEAD", post = "POST", put = "PUT", delete = "DELETE"
    case connect = "CONNECT", options = "OPTIONS", trace = "TRACE", patch = "PATCH"
}

extension Method {
    /// Without this, their names would be compared.
    public static func == (a: Method, b: Method) -> Bool { a.place == b.place }

    private var place: Int {
        switch self {
        case .get: 0
        case .head: 1
        case .post: 2
        case .put: 3
        case .delete: 4
        case .connect: 5
        case .options: 6
        case .trace: 7
        case .patch: 8
        }
    }
}

/// Where a request's body ends (RFC 9112 §6.3).
public enum Framing: Sendable, Equatable {
    case length(Int)
    case chunked
}

/// A request's head: request line and header section.
public struct RequestHead: Sendable {
    public internal(set) var method = Method.get
    /// Whether the answer goes without its body.
    @inlinable package var isHead: Bool { if case .head = method { true } else { false } }
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

    public init() {}

    /// As at first, with the memory that its fields have taken.
    mutating func reset() {
        (method, path, query, minorVersion) = (.get, "", nil, 1)
        fields.removeAll()
        (framing, keepsAlive, expectsContinue) = (.length(0), true, false)
    }
}

/// A request's body: some of an array's bytes, with others after them that a vectorised reader may look at.
public struct Body: Sendable {
    public let bytes: [UInt8]
    public let range: Range<Int>

    public init(_ bytes: [UInt8]) { self.init(bytes, bytes.indices) }

    /// - Precondition: the range lies in the array.
    public init(_ bytes: [UInt8], _ range: Range<Int>) {
        precondition(range.upperBound <= bytes.count)
        (self.bytes, self.range) = (bytes, range)
    }

    public var count: Int { range.count }

    /// The same in an array of its own, for work that takes a while: what it lies in may be about to be used again.
    public func owned() -> Body {
        if range == bytes.indices { return self }
        var copy: [UInt8] = []
        copy.reserveCapacity(count + 64)
        copy += bytes[range]
        return Body(copy)
    }
}

/// A whole request.
public struct Request: Sendable {
    package(set) public var head: RequestHead
    package(set) public var body: Body
    /// Memory that the answer may be written to: it has been used before, and will be again.
    public var memory: [UInt8] = []

    public init(head: RequestHead, body: Body) {
        (self.head, self.body) = (head, body)
    }

    /// A request that came through no connection.
    public init(
        _ method: Method, _ path: String, contentType: String? = nil, accept: String? = nil, body: [UInt8] = []
    ) {
        var head = RequestHead()
        let fields = [("content-type", contentType), ("accept", accept)]
        (head.method, head.path) = (method, path)
        head.fields = Fields(fields.compactMap { name, value in value.map { (name, $0) } })
        self.init(head: head, body: Body(body))
    }

    /// The memory, handed over.
    public mutating func takeMemory() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &memory)
        return taken
    }
}
