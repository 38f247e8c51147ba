private import EventLoop
public import HTTPWire
public import TLS

/// What a server listens on and how much it puts up with.
public struct Configuration: Sendable {
    public var host = "127.0.0.1"
    /// 0 for a port that is free.
    public var port: UInt16 = 8080
    /// Event loops, each on its own thread with its own listener.
    public var loops = 1
    /// Where there is something here, the server speaks TLS and nothing else.
    public var tls: TLSFiles?

    public var head = HeadLimits()
    /// Bytes of a body, inflated.
    public var bodyBytes = 64 << 20
    /// Bytes of all requests and answers, and of what is computed between them.
    public var inFlightBytes = availableMemory() / 2
    /// Connections at a time.
    public var connections = 20_000
    /// Connections at a time from one address; an IPv6 address counts by its first 64 bits.
    public var connectionsPerClient = 16_000
    /// Computations that wait for a processor.
    public var queueLength = 1_000

    /// From a request's first byte, or the connection's begin, to the end of its head.
    public var headerTimeoutSeconds = 10
    /// From the end of the head to the end of the body, beside what `minimumRate` grants.
    public var bodyTimeoutSeconds = 30
    /// For an answer to be read, beside what `minimumRate` grants.
    public var writeTimeoutSeconds = 30
    /// Bytes of a body or an answer for which its timeout grows by a second.
    public var minimumRate = 16 * 1024
    /// Between requests.
    public var idleTimeoutSeconds = 60
    /// From the end of a request to the answer.
    public var computeTimeoutSeconds = 60
    /// From `stop` to the end of the last connection.
    public var graceSeconds = 30

    public init() {}
}

/// What makes answers of requests.
public protocol RequestHandler: AnyObject, Sendable {
    /// What becomes of a request, by its head alone. Called on an event loop, which waits for it.
    func admit(_ head: RequestHead) -> Admission

    /// The answer to a request that was accepted, whose memory it may take, or the work that leads to it. Called on an
    /// event loop.
    ///
    /// - Parameter number: what it was accepted with
    func reply(to request: inout Request, by number: Int) -> Reply

    /// The answer to what cannot be taken: it is no request, or there is no room for it.
    func refusal(_ status: Status, _ detail: String) -> Response

    /// Lets go of memory that waits for further large requests. Called when none come, or when there is much of it, on any
    /// thread.
    func giveMemoryBack()
}
