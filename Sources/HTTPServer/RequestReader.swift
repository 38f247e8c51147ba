internal import EventLoop
internal import HTTPWire

/// Takes requests off the bytes of a connection, one at a time.
struct RequestReader {
    /// How much of the next request has come.
    enum Stage {
        case nothing, someOfHead, someOfBody
    }

    private let limits: HeadLimits
    /// What has come and is not used yet starts at `position`.
    private var input: [UInt8] = []
    private var position = 0
    /// How much of it has been looked at for a head in vain.
    private var lookedAt = 0
    /// Whether `input` is lent memory.
    private var isBorrowing = false
    /// The body that is coming.
    private var body: BodyCollector?
    private static let readSize = 64 * 1024
    private static let directReadSize = 1024 * 1024

    init(_ limits: HeadLimits) {
        self.limits = limits
    }

    /// An empty line alone begins no request (RFC 9112 §2.2).
    var stage: Stage {
        if body != nil { return .someOfBody }
        if position == input.count { return .nothing }
        let rest = input[position...]
        return rest.count == 2 && rest.elementsEqual([0x0D, 0x0A]) ? .nothing : .someOfHead
    }

    /// Whether bytes have come that `nextHead` has not looked at.
    var hasMore: Bool { position < input.count && lookedAt == 0 && body == nil }

    /// Memory that is the reader's own.
    var ownMemory: Int { input.capacity }

    /// Memory for what has come and is not used yet.
    var heldBytes: Int { input.count - position + (body?.count ?? 0) }

    /// Bytes of the body that have come.
    var bodyCount: Int { body?.count ?? 0 }

    /// Whether nothing has come after the head.
    var hasNothingOfBody: Bool { position == input.count && body?.isEmpty == true }

    /// Whether what comes is, or would have been, a HEAD request.
    var isHead: Bool { input[position...].starts(with: "HEAD ".utf8) }

    /// Reads what has come, straight into the body where that is long.
    ///
    /// - Parameter arrivals: memory lent while there is nothing left over, so that one who waits holds none
    mutating func read(
        from transport: borrowing Transport, _ arrivals: inout [UInt8]
    ) throws(Broken) -> Transfer {
        if let missing = body?.directBytes, missing >= Self.readSize {
            let count = min(missing, Self.directReadSize)
            return try body?.takeDirectly { bytes throws(Broken) in
                try transport.read(appendingTo: &bytes, atMost: count)
            } ?? .wouldBlock
        }
        // What is used nobody looks at any more.
        if position > 0 { input.removeSubrange(..<position) }
        position = 0
        if input.isEmpty, !isBorrowing {
            isBorrowing = true
            swap(&input, &arrivals)
        }
        return try transport.read(appendingTo: &input, atMost: Self.readSize)
    }

    /// Gives the memory back that `read` may have borrowed, and keeps what is left over.
    mutating func giveBack(_ arrivals: inout [UInt8]) {
        guard isBorrowing else { return }
        isBorrowing = false
        var rest: [UInt8] = []
        // A copy: an array made of the slice could be the lent memory itself.
        if position < input.count { rest.append(contentsOf: input[position...]) }
        swap(&input, &arrivals)
        arrivals.removeAll(keepingCapacity: true)
        (input, position) = (rest, 0)
    }

    /// Drops what has come.
    mutating func discard() {
        input.removeAll(keepingCapacity: true)
        (position, lookedAt, body) = (0, 0, nil)
    }

    /// The head of the next request, once all of it has come; `expect` says what becomes of its body.
    ///
    /// - Returns: Whether `head` is one now.
    mutating func nextHead(into head: inout RequestHead) throws(RequestError) -> Bool {
        let arrived = input.count - position
        guard arrived > lookedAt else { return false }
        // A head that comes a byte at a time is read anew only when another line is there.
        if lookedAt > 0, arrived < limits.headBytes, !input[(position + lookedAt)...].contains(0x0A) {
            lookedAt = arrived
            return false
        }
        let input = self.input
        let rest = input.span.extracting(position...)
        guard let consumed = try parseRequestHead(rest, limits: limits, into: &head) else {
            lookedAt = arrived
            return false
        }
        lookedAt = 0
        position += consumed
        return true
    }

    /// Begins to take the body.
    ///
    /// - Throws: `RequestError.bodyTooLarge` where the length announced is over the limit.
    mutating func expect(_ framing: Framing, limit: Int) throws(RequestError) {
        body = try BodyCollector(framing, limit: limit)
    }

    /// The body, once all of it has come; a short one is left where it lies until more is read.
    mutating func nextBody() throws(RequestError) -> Body? {
        if let length = body?.untouchedLength, length <= input.count - position {
            defer { position += length }
            body = nil
            return Body(input, position..<position + length)
        }
        if position < input.count { position += try body?.take(input[position...]) ?? 0 }
        guard body?.isComplete == true, var whole = body.take() else { return nil }
        return Body(whole.finish())
    }
}
