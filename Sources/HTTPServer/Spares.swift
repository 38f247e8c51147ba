internal import HTTPWire

/// What requests need for a while, kept for those that follow: a server in its stride allocates nothing for a small
/// request.
struct Spares {
    private var exchanges: [Exchange] = []
    private var buffers: [[UInt8]] = []
    private var emptied: [[UInt8]] = []
    private static let mostKept = 16
    /// A larger buffer is let go of.
    private static let largestKept = 32 * 1024

    init() {}

    mutating func exchange() -> Exchange { exchanges.popLast() ?? Exchange() }

    /// - Parameter exchange: over, and used by nobody
    mutating func giveBack(_ exchange: Exchange) {
        guard exchanges.count < Self.mostKept else { return }
        exchange.reset()
        exchanges.append(exchange)
    }

    /// Memory for bytes to arrive in, lent to a connection that reads: so one that waits holds none for it.
    mutating func arrivals() -> [UInt8] { emptied.popLast() ?? [] }

    /// - Parameter arrivals: hold nothing any more
    mutating func giveBack(arrivals: [UInt8]) {
        guard arrivals.capacity > 0, emptied.count < Self.mostKept else { return }
        emptied.append(arrivals)
    }

    /// An empty buffer.
    mutating func buffer() -> [UInt8] {
        guard var buffer = buffers.popLast() else { return [] }
        buffer.removeAll(keepingCapacity: true)
        return buffer
    }

    /// - Parameter buffer: may be still in its last owner's hands, who only lets go of it
    mutating func giveBack(_ buffer: [UInt8]) {
        guard 1...Self.largestKept ~= buffer.capacity, buffers.count < Self.mostKept else { return }
        buffers.append(buffer)
    }
}
