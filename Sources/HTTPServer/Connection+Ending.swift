internal import EventLoop
internal import HTTPWire

/// How a connection ends.
extension Connection {
    func close() {
        if case .closed = state { return }
        if case .computing(let task) = state {
            task.cancel()
            exchange?.answered = .now
        }
        if case .answering(let answer) = state { answer.task.cancel() }
        state = .closed
        for exchange in unwritten + [exchange].compactMap({ $0 }) {
            exchange.status = Exchange.clientGone
            worker.record(exchange, client, transport, end: .now)
        }
        (exchange, unwritten) = (nil, [])
        if let registration { worker.loop.remove(registration, transport.socket) }
        worker.forget(self)
    }

    /// Ends what has taken too long.
    func checkDeadline() {
        let now = worker.loop.now
        guard outbox.isEmpty else { return isReadTooSlowly ? close() : () }
        switch state {
        case .lingering where now >= deadline: close()
        case .reading where now >= deadline + granted(reader.bodyCount):
            if reader.stage == .nothing || !transport.canAnswer { return close() }
            refuse(.requestTimeout, "the request did not come in time")
            resume()
        case .computing(let task) where now >= deadline:
            task.cancel()
            let seconds = worker.configuration.computeTimeoutSeconds
            deliver(worker.shared.handler.refusal(.serviceUnavailable, "it would take more than \(seconds) s"))
            resume()
        default: break
        }
    }

    private var isReadTooSlowly: Bool {
        let seconds = worker.configuration.writeTimeoutSeconds
        guard worker.loop.now >= writing.since + .seconds(seconds) else { return false }
        // What waits in the system's buffers is written, and not read.
        let read = max(0, outbox.total - (writing.from ?? outbox.total) - transport.socket.unacknowledged())
        return worker.loop.now >= writing.since + .seconds(seconds) + granted(read)
    }

    /// What a timeout grows by for so many bytes.
    private func granted(_ bytes: Int) -> Nanoseconds {
        .seconds(bytes / worker.configuration.minimumRate)
    }

    /// The server ends: so does, in a second, a connection that has no request under way. A request may be on its way,
    /// and an end that crosses it would leave it without an answer.
    func stop() {
        guard isReading, outbox.isEmpty, reader.stage == .nothing else { return }
        deadline = min(deadline, worker.loop.now + .seconds(1))
    }
}
