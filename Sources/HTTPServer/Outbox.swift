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
    static let smallPiece = 16 * 1024

    var isEmpty: Bool { pieces.isEmpty }

    mutating func append(_ piece: [UInt8]) {
        guard !piece.isEmpty else { return }
        count += piece.count
        let last = pieces.count - 1
        if last >= 0, pieces[last].count + piece.count <= Self.smallPiece {
            pieces[last] += piece
        } else {
            pieces.append(piece)
        }
    }

    /// Writes as much as there is room for.
    ///
    /// - Parameter spares: takes the memory of what is written
    /// - Returns: Whether anything was written.
    mutating func flush(to transport: borrowing Transport, _ spares: inout Spares) throws(Broken) -> Bool {
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
                spares.giveBack(pieces.takeFirst())
            }
        }
        return hasAdvanced
    }
}

extension Array {
    /// Removes the first, which is the only one nearly always: then nothing is to be moved.
    @discardableResult
    mutating func takeFirst() -> Element { count == 1 ? removeLast() : removeFirst() }
}
