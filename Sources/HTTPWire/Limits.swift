/// What a request's head may take.
public struct HeadLimits: Sendable {
    /// Bytes of the request target.
    public var targetBytes = 8 * 1024
    /// Bytes of the whole head, with the request line.
    public var headBytes = 32 * 1024
    /// Field lines.
    public var fields = 100

    public init() {}
}
