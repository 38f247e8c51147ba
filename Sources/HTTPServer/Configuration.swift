public import HTTPWire

/// What a server listens on and how much it puts up with.
public struct Configuration: Sendable {
    public var host = "127.0.0.1"
    /// 0 for a port that is free.
    public var port: UInt16 = 8080
    /// Event loops, each on its own thread with its own listener.
    public var loops = 1
    public var head = HeadLimits()
    /// Bytes of a body.
    public var bodyBytes = 64 << 20
    /// From a request's first byte, or the connection's begin, to the end of its head.
    public var headerTimeoutSeconds = 10
    /// From the end of the head to the end of the body.
    public var bodyTimeoutSeconds = 30
    /// Between requests, and between two advances of an answer.
    public var idleTimeoutSeconds = 60
    /// From `stop` to the end of the last connection.
    public var graceSeconds = 30

    public init() {}
}

/// What makes answers of requests.
public protocol RequestHandler: Sendable {
    /// The answer to a request, or the work that leads to it. Called on an event loop, which waits for it.
    func reply(to request: Request) -> Reply

    /// The answer to what never became a request.
    func refusal(_ status: Status, _ detail: String) -> Response
}
