public import EventLoop
public import HTTPWire

/// A request that is over, as it is told to whoever keeps a record.
public struct RequestRecord: Sendable {
    /// `nil` for what was no request.
    public let method: Method?
    public let path: String?
    /// The values of Traceparent.
    public let traceparent: [String]
    /// The template of the path that it went to; `nil` where there is nothing.
    public let route: String?
    public let requestID: RequestID
    /// The status code of the answer; 499 where the client had gone before it.
    public let status: Int
    /// Why it was not taken, where it could not be read to its end.
    public let reason: String?
    /// Bytes of the request's body as they came, and of the answer's.
    public let bytes: (request: Int, response: Int)
    /// From the first byte of the request to the last, from there to the answer, and to its last byte written.
    public let times: (reading: Nanoseconds, computing: Nanoseconds, writing: Nanoseconds)
    public let client: Address
    /// Who sent it, by the name of a token or a certificate.
    public let caller: String?
    /// Whether it came through TLS.
    public let isSecure: Bool

    /// All the time that it took.
    public var duration: Nanoseconds { times.reading + times.computing + times.writing }
}

/// Who keeps a record of requests. Called on event loops, which wait for it.
public protocol RequestObserver: Sendable {
    func observe(_ record: RequestRecord)
}

/// A server's figures at a moment.
public struct ServerFigures: Sendable {
    public let activeRequests: Int
    public let connections: Int
    /// Connections that there was no place for, ever.
    public let connectionsTurnedAway: Int
    public let bytesInFlight: Int
    /// Computations that wait for a processor.
    public let queueDepth: Int
    /// Computations that have one.
    public let computations: Int
}
