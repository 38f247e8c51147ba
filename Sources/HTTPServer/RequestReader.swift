internal import EventLoop
internal import HTTPWire

/// Takes requests off the bytes of a connection, one at a time.
struct RequestReader {
    /// How much of the next request has come.
    enum Stage {
        case nothing, someOfHead, someOfBody
    }

    private let limits: HeadLimits
    private let bodyLimit: Int
    /// What has come and is not used yet starts at `position`.
    private var input: [UInt8] = []
    private var position = 0
    /// How much of it has been looked at for a head in vain.
    private var lookedAt = 0
    /// Whether `input` is lent memory.
    private var isBorrowing = false
    /// The head of the request whose body is coming.
    private var head: RequestHead?
    private var body = BodyCollector()
    private static let readSize = 64 * 1024
    private static let directReadSize = 1024 * 1024

    init(_ configuration: Configuration) {
        limits = configuration.head
        bodyLimit = configuration.bodyBytes
    }

    var stage: Stage { head != nil ? .someOfBody : position < input.count ? .someOfHead : .nothing }

    /// Whether bytes have come that `next` has not looked at.
    var hasMore: Bool { position < input.count && lookedAt == 0 && head == nil }

    /// Whether the client waits for leave to send the body (RFC 9110 §10.1.1); it is given once.
    mutating func takeExpectation() -> Bool {
        guard head?.expectsContinue == true, position == input.count, body.isEmpty else { return false }
        head?.expectsContinue = false
        return true
    }

    /// Reads what the socket has, straight into the body where that is long.
    ///
    /// - Parameter arrivals: memory lent while there is nothing left over, so that one who waits holds none
    mutating func read(
        from socket: borrowing FileDescriptor, _ arrivals: inout [UInt8]
    ) throws(SystemError) -> Transfer {
        if head != nil, body.directBytes >= Self.readSize {
            return try body.takeDirectly { bytes, missing throws(SystemError) in
                try socket.read(appendingTo: &bytes, atMost: min(missing, Self.directReadSize))
            }
        }
        isBorrowing = input.isEmpty
        if isBorrowing { swap(&input, &arrivals) }
        return try socket.read(appendingTo: &input, atMost: Self.readSize)
    }

    /// Gives the memory back that `read` may have borrowed, and keeps what is left over.
    mutating func giveBack(_ arrivals: inout [UInt8]) {
        guard isBorrowing else { return }
        isBorrowing = false
        let rest = Array(input[position...])
        swap(&input, &arrivals)
        arrivals.removeAll(keepingCapacity: true)
        (input, position) = (rest, 0)
    }

    /// Drops what has come.
    mutating func discard() {
        input.removeAll(keepingCapacity: true)
        (position, lookedAt, head, body) = (0, 0, nil, BodyCollector())
    }

    /// The next request, once all of it has come.
    mutating func next() throws(RequestError) -> Request? {
        if head == nil { head = try nextHead() }
        guard let head else { return nil }
        if position < input.count { position += try body.take(input[position...]) }
        if position == input.count {
            input.removeAll(keepingCapacity: true)
            position = 0
        }
        guard body.isComplete else { return nil }
        self.head = nil
        return Request(head: head, body: body.finish())
    }

    private mutating func nextHead() throws(RequestError) -> RequestHead? {
        let arrived = input.count - position
        guard arrived > lookedAt else { return nil }
        // A head that comes a byte at a time is read anew only when another line is there.
        if lookedAt > 0, arrived < limits.headBytes, !input[(position + lookedAt)...].contains(0x0A) {
            lookedAt = arrived
            return nil
        }
        let input = self.input
        guard let (head, consumed) = try parseRequestHead(input.span.extracting(position...), limits: limits) else {
            lookedAt = arrived
            return nil
        }
        lookedAt = 0
        position += consumed
        body = try BodyCollector(head.framing, limit: bodyLimit)
        return head
    }
}
