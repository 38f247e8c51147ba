private import Bytes
internal import HTTPWire

/// Puts a request's body together as its bytes come.
struct BodyCollector {
    /// The body so far, with spare capacity for readers that look a little past the end.
    private var body: [UInt8] = []
    private var chunks: ChunkedDecoder?
    private var missing = 0
    private var limit = 0
    private static let spareCapacity = 64
    private static let leastRoom = 64 * 1024
    private static let leastHuge = 4 << 20

    /// An empty body.
    init() {}

    /// - Throws: `RequestError.bodyTooLarge` where the length announced is over the limit.
    init(_ framing: Framing, limit: Int) throws(RequestError) {
        self.limit = limit
        switch framing {
        case .chunked:
            chunks = ChunkedDecoder()
        case .length(let length):
            guard length <= limit else { throw .bodyTooLarge }
            missing = length
        }
    }

    /// Bytes of it that have come, and the memory that it takes: what is announced costs nothing until it comes.
    var count: Int { body.count }

    /// Whether nothing of it has come.
    var isEmpty: Bool { body.isEmpty && !isComplete }

    /// How long it is, where that is known and nothing of it has been taken.
    var untouchedLength: Int? { chunks == nil && body.isEmpty ? missing : nil }

    var isComplete: Bool { chunks?.isDone ?? (missing == 0) }

    /// The body, which is complete, handed over.
    mutating func finish() -> [UInt8] {
        defer { self = BodyCollector() }
        return body
    }

    /// How many bytes may be read straight to the end of the body; 0 where they must be decoded.
    var directBytes: Int { chunks == nil ? min(missing, max(0, body.capacity - body.count)) : 0 }

    /// Takes what belongs to the body off the front of `bytes`.
    ///
    /// - Returns: How many bytes were used.
    mutating func take(_ bytes: ArraySlice<UInt8>) throws(RequestError) -> Int {
        if chunks != nil {
            let used = try chunks?.decode(bytes.span, into: &body, limit: limit) ?? 0
            if isComplete { body.reserveCapacity(body.count + Self.spareCapacity) }
            return used
        }
        let count = min(missing, bytes.count)
        body.append(contentsOf: bytes.prefix(count))
        missing -= count
        makeRoom()
        return count
    }

    /// Room for all that is announced, but at first about 64 KiB and then 16 to 32 times what has come: so a client
    /// that announces much and sends little takes no address space, and of a long body hardly anything is copied. A
    /// long one gets a quarter more than it needs, so that an answer that is somewhat longer finds room in its place.
    private mutating func makeRoom() {
        let length = body.count + missing
        let whole = length + max(Self.spareCapacity, length >= Self.leastHuge ? length / 4 : 0)
        guard missing > 0, body.capacity < min(whole, body.count + Self.leastRoom) else { return }
        let room = max(Self.leastRoom, 16 * body.count)
        body.reserveCapacity(room < length / 2 ? room : whole)
    }

    /// Lets `read` append at most `directBytes` bytes to the body.
    mutating func takeDirectly<Result, Failure>(
        _ read: (inout [UInt8]) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = body.count
        defer {
            missing -= body.count - before
            makeRoom()
            // A body that has hardly begun takes less than huge pages would.
            if before < Self.leastHuge, body.count >= Self.leastHuge { body.adviseHugePages() }
        }
        return try read(&body)
    }
}
