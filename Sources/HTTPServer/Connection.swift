internal import EventLoop
internal import HTTPWire

/// One client's connection: reads requests, one at a time, and writes their answers in the same order.
final class Connection: EventHandler {
    private enum State {
        case reading
        case computing(RequestHead)
        /// The last answer is being written.
        case ending
        /// It is written, and what the client may still be sending is read and dropped, so that a reset does not
        /// take the answer away from it (RFC 9112 §9.6).
        case lingering
        case closed
    }

    private let socket: FileDescriptor
    private unowned let worker: Worker
    private var registration: EventLoop.Registration?
    private var interest = Events.readable
    private var state = State.reading
    private var reader: RequestReader
    private var outbox = Outbox()
    private var hasServed = false
    /// When what the state waits for has taken too long.
    private var deadline: Int64
    /// How much of a request had come when the deadline was set.
    private var awaited = RequestReader.Stage.nothing
    /// When the client has left an answer unread for too long.
    private var writeDeadline = Int64.max

    /// While so much waits to be written, no further request is looked at.
    private static let outboxSize = 64 * 1024
    private static let lingerSeconds = 5

    init(_ socket: consuming FileDescriptor, _ worker: Worker) {
        self.socket = socket
        self.worker = worker
        reader = RequestReader(worker.configuration)
        deadline = worker.loop.now + Int64(worker.configuration.headerTimeoutSeconds) * 1000
    }

    func open() throws(SystemError) { registration = try worker.loop.add(socket, interest, self) }

    func close() {
        if case .closed = state { return }
        state = .closed
        if let registration { worker.loop.remove(registration, socket) }
        worker.forget(self)
    }

    func handle(_ events: Events) {
        do throws(SystemError) {
            if interest.contains(.readable) {
                if !events.isDisjoint(with: [.readable, .hangUp]) { try receive() }
            } else if !events.isDisjoint(with: .hangUp) {
                close()
            } else if events.contains(.writable) {
                try advance()
            }
        } catch {
            close()  // the client is gone; there is nobody to tell
        }
    }

    // MARK: Reading

    private func receive() throws(SystemError) {
        defer { reader.giveBack(&worker.arrivals) }
        switch try reader.read(from: socket, &worker.arrivals) {
        case .wouldBlock: break
        case .end: close()  // an unfinished request gets no answer: nobody is left to read it
        case .bytes: try advance()
        }
    }

    /// Goes as far as what has come, and what the client reads, allows.
    private func advance() throws(SystemError) {
        repeat {
            do throws(RequestError) {
                while outbox.count < Self.outboxSize, try step() {}
            } catch {
                refuse(error.status, error.detail)
            }
            if try outbox.flush(to: socket) { wrote() }
        } while outbox.isEmpty && isReading && reader.hasMore
        try settle()
    }

    private var isReading: Bool { if case .reading = state { true } else { false } }

    /// - Returns: Whether to go on: something was used and there may be more to do.
    private func step() throws(RequestError) -> Bool {
        switch state {
        case .reading:
            if let request = try reader.next() {
                answer(request)
                return true
            }
            if reader.takeExpectation() { outbox.append(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
            if reader.stage != awaited { startWaiting() }
        case .lingering: reader.discard()
        case .computing, .ending, .closed: break
        }
        return false
    }

    // MARK: Answering

    private func answer(_ request: Request) {
        switch worker.handler.reply(to: request) {
        case .now(let response):
            send(response, to: request.head)
        case .later(let work):
            state = .computing(request.head)
            guard let registration else { return }
            ComputePool.run(work) { [mailbox = worker.mailbox] in mailbox.send(.finished(registration, $0)) }
        }
    }

    /// The computation for this connection is done.
    func finish(_ response: Response) {
        guard case .computing(let head) = state else { return }
        send(response, to: head)
        do throws(SystemError) { try advance() } catch { close() }
    }

    private func send(_ response: Response, to head: RequestHead) {
        // A server that stops still answers the requests that have come behind this one.
        let keepsAlive = head.keepsAlive && !(worker.isStopping && reader.stage == .nothing)
        let connection = !keepsAlive ? "close" : head.minorVersion == 0 ? "keep-alive" : nil
        write(response, connection: connection, withBody: head.method != .head)
        hasServed = true
        state = keepsAlive ? .reading : .ending
        startWaiting()
    }

    /// Answers what is no request, and ends: where the next one would begin cannot be known.
    private func refuse(_ status: Status, _ detail: String) {
        write(worker.handler.refusal(status, detail), connection: "close", withBody: true)
        state = .ending
        reader.discard()
    }

    private func write(_ response: Response, connection: String?, withBody: Bool) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + (response.body.count <= 16 * 1024 ? response.body.count : 0))
        response.writeHead(to: &bytes, date: worker.date, connection: connection)
        if outbox.isEmpty { writeDeadline = time(after: worker.configuration.idleTimeoutSeconds) }
        outbox.append(bytes)
        if withBody { outbox.append(response.body) }
    }

    /// Some of the outbox was written: the client reads.
    private func wrote() {
        writeDeadline = time(after: worker.configuration.idleTimeoutSeconds)
        if outbox.isEmpty, isReading { startWaiting() }
    }

    /// Asks for the events that the state waits for.
    private func settle() throws(SystemError) {
        guard outbox.isEmpty else { return try want(.writable) }  // a client that does not read is not read either
        switch state {
        case .ending:
            socket.shutdownWriting()
            state = .lingering
            deadline = time(after: worker.isStopping ? 1 : Self.lingerSeconds)
            try want(.readable)
        case .computing: try want([])
        case .closed: break
        case .reading, .lingering: try want(.readable)
        }
    }

    private func want(_ events: Events) throws(SystemError) {
        guard events != interest, let registration else { return }
        interest = events
        try worker.loop.modify(registration, socket, events)
    }

    // MARK: Ending

    private func time(after seconds: Int) -> Int64 { worker.loop.now + Int64(seconds) * 1000 }

    /// Sets the deadline by how much of the next request has come.
    private func startWaiting() {
        let configuration = worker.configuration
        awaited = reader.stage
        deadline =
            switch awaited {
            case .nothing: time(after: configuration.idleTimeoutSeconds)
            case .someOfHead: time(after: configuration.headerTimeoutSeconds)
            case .someOfBody: time(after: configuration.bodyTimeoutSeconds)
            }
    }

    /// Ends what has taken too long.
    func checkDeadline() {
        let now = worker.loop.now
        guard outbox.isEmpty else { return now >= writeDeadline ? close() : () }
        switch state {
        case .lingering where now >= deadline: close()
        case .reading where now >= deadline:
            if reader.stage == .nothing { return close() }
            refuse(.requestTimeout, "the request did not come in time")
            do throws(SystemError) { try advance() } catch { close() }
        default: break
        }
    }

    /// The server ends: so does a connection that has no request under way.
    func stop() {
        guard isReading, outbox.isEmpty else { return }
        do throws(SystemError) { try receive() } catch { close() }  // a request may be waiting to be read
        guard isReading, outbox.isEmpty, reader.stage == .nothing else { return }
        if hasServed { close() } else { deadline = min(deadline, time(after: 1)) }
    }
}
