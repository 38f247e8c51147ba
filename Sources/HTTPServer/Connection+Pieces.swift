private import EventLoop
internal import HTTPWire

/// An answer of which some pieces are on their way while others are written.
final class AnswerInPieces {
    let exchange: Exchange
    let pieces: any BodyPieces
    /// Holds the memory that the pieces are written from.
    let task: ComputeTask
    /// What the connection does after it.
    let next: Connection.State
    /// Pieces that have been asked for, and that have been put in the outbox.
    var asked = 0
    var put = 0
    /// Those that have come before their turn.
    var early: [Int: [UInt8]] = [:]

    init(_ exchange: Exchange, _ pieces: any BodyPieces, _ task: ComputeTask, then next: Connection.State) {
        (self.exchange, self.pieces, self.task, self.next) = (exchange, pieces, task, next)
    }
}

/// Writing an answer in pieces, which are chunks (RFC 9112 §7.1) where nobody knows how long they are together.
extension Connection {
    /// Has pieces written, as many at a time as there are threads for them, while there is not too much that the client
    /// has not taken.
    func askForPieces(_ answer: AnswerInPieces) {
        guard let registration else { return }
        let (mailbox, task, pool) = (worker.mailbox, answer.task, worker.shared.pool)
        let most = max(2 * answer.pieces.bytes.each, Self.outboxSize)
        while answer.asked < answer.pieces.count, answer.asked - answer.put < pool.threads,
            outbox.count < most
        {
            let i = answer.asked
            answer.asked += 1
            pool.write(i, of: answer.pieces, for: task) { mailbox.send(.written(registration, task, i, $0)) }
        }
    }

    /// A piece is written.
    func take(_ piece: [UInt8], _ i: Int, of task: ComputeTask) {
        guard case .answering(let answer) = state, answer.task === task else { return }
        answer.early[i] = piece
        while let piece = answer.early.removeValue(forKey: answer.put) {
            answer.put += 1
            if !piece.isEmpty { beginChunk("\(String(piece.count, radix: 16))", of: answer) }
            put(piece)
            answer.exchange.responseBytes += piece.count
        }
        if answer.put < answer.pieces.count { askForPieces(answer) } else { end(answer) }
        resume()
    }

    /// Ends the chunk before and begins the next, where there are chunks.
    ///
    /// - Parameter size: in hexadecimal digits
    private func beginChunk(_ size: String, of answer: AnswerInPieces) {
        guard answer.pieces.length == nil else { return }
        put(Array("\(answer.exchange.responseBytes == 0 ? "" : "\r\n")\(size)\r\n".utf8))
    }

    private func end(_ answer: AnswerInPieces) {
        beginChunk("0\r\n", of: answer)
        answer.exchange.end = outbox.total + outbox.count
        state = answer.next
        startWaiting()
    }
}
