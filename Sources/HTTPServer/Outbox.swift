internal import EventLoop

/// What is to be written to a connection, in order.
struct Outbox {
    private var pieces: [[UInt8]] = []
    /// Bytes that are not written yet.
    private(set) var count = 0
    /// Bytes of the first piece that are written.
    private var written = 0
    /// Bytes that have been written, ever.
    private(set) var total = 0
    /// A body up to this size is copied behind its head; a larger one stays where it is.
    private static let smallPiece = 16 * 1024

    var isEmpty: Bool { pieces.isEmpty }

    mutating func append(_ piece: [UInt8]) {
        guard !piece.isEmpty else { return }
        count += piece.count
        if let last = pieces.last, last.count + piece.count <= Self.smallPiece {
            pieces[pieces.count - 1] += piece
        } else {
            pieces.append(piece)
        }
    }

    /// Writes as much as there is room for.
    ///
    /// - Returns: Whether anything was written.
    mutating func flush(to transport: borrowing Transport) throws(Broken) -> Bool {
        var hasAdvanced = false
        while let first = pieces.first {
            let second = pieces.count > 1 ? pieces[1] : []
            guard case .bytes(let count) = try transport.write(first, from: written, second) else { break }
            hasAdvanced = true
            self.count -= count
            total += count
            written += count
            while let first = pieces.first, written >= first.count {
                written -= first.count
                pieces.removeFirst()
            }
        }
        return hasAdvanced
    }
}
