internal import EventLoop
internal import HTTPWire

/// One client's connection: reads requests, one at a time, and writes their answers in the same order.
final class Connection: EventHandler {
    private enum State {
        case head
        /// The body is coming, into `body`.
        case body(RequestHead)
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
    private var state = State.head
    /// What has come and is not used yet starts at `position`.
    private var input: [UInt8] = []
    private var position = 0
    /// How much of it has been looked at for a head in vain.
    private var lookedAt = 0
    private var body = BodyCollector()
    private var outbox = Outbox()
    private var hasServed = false
    private var deadline: Int64

    private static let readSize = 64 * 1024
    /// While so much waits to be written, no further request is looked at.
    private static let outboxSize = 64 * 1024
    private static let lingerSeconds = 5

    init(_ socket: consuming FileDescriptor, _ worker: Worker) {
        self.socket = socket
        self.worker = worker
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
        if case .body = state, body.directBytes >= Self.readSize {
            let transfer = try body.takeDirectly { bytes, missing throws(SystemError) in
                try socket.read(appendingTo: &bytes, atMost: min(missing, 1 << 20))
            }
            return try advance(after: transfer)
        }
        // A connection that has nothing left over borrows the worker's memory.
        let isBorrowing = input.isEmpty
        if isBorrowing { swap(&input, &worker.arrivals) }
        defer { if isBorrowing { giveBackArrivals() } }
        try advance(after: try socket.read(appendingTo: &input, atMost: Self.readSize))
    }

    private func giveBackArrivals() {
        let rest = Array(input[position...])
        swap(&input, &worker.arrivals)
        worker.arrivals.removeAll(keepingCapacity: true)
        (input, position) = (rest, 0)
    }

    private func advance(after transfer: Transfer) throws(SystemError) {
        switch transfer {
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
            if position == input.count {
                input.removeAll(keepingCapacity: true)
                position = 0
            }
            if try outbox.flush(to: socket) { setDeadline(worker.configuration.idleTimeoutSeconds) }
        } while outbox.isEmpty && hasNext
        try settle()
    }

    /// Whether another request may lie in what has come.
    private var hasNext: Bool {
        if case .head = state { position < input.count && lookedAt == 0 } else { false }
    }

    /// - Returns: Whether to go on: something was used and there may be more to do.
    private func step() throws(RequestError) -> Bool {
        switch state {
        case .head:
            guard position < input.count else { return false }
            if lookedAt == 0 { setDeadline(worker.configuration.headerTimeoutSeconds) }
            // A head that comes a byte at a time is read anew only when another line is there.
            let arrived = input.count - position
            if lookedAt > 0, arrived < worker.configuration.head.headBytes,
                !input[(position + lookedAt)...].contains(0x0A)
            {
                lookedAt = arrived
                return false
            }
            let input = self.input
            let limits = worker.configuration.head
            guard let (head, consumed) = try parseRequestHead(input.span.extracting(position...), limits: limits) else {
                lookedAt = arrived
                return false
            }
            lookedAt = 0
            position += consumed
            body = try BodyCollector(head.framing, limit: worker.configuration.bodyBytes)
            if head.expectsContinue, !body.isComplete, position == input.count {
                outbox.append(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))  // RFC 9110 §10.1.1
            }
            setDeadline(worker.configuration.bodyTimeoutSeconds)
            state = .body(head)
            return true
        case .body(let head):
            if position < input.count { position += try body.take(input[position...]) }
            guard body.isComplete else { return false }
            answer(Request(head: head, body: body.finish()))
            return true
        case .lingering:
            position = input.count
            return false
        case .computing, .ending, .closed:
            return false
        }
    }

    // MARK: Answering

    private func answer(_ request: Request) {
        switch worker.handler.reply(to: request) {
        case .now(let response):
            send(response, to: request.head)
        case .later(let work):
            state = .computing(request.head)
            deadline = .max
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
        let keepsAlive = head.keepsAlive && !worker.isStopping
        let connection = !keepsAlive ? "close" : head.minorVersion == 0 ? "keep-alive" : nil
        write(response, connection: connection, withBody: head.method != .head)
        hasServed = true
        state = keepsAlive ? .head : .ending
        setDeadline(worker.configuration.idleTimeoutSeconds)
    }

    /// Answers what is no request, and ends: where the next one would begin cannot be known.
    private func refuse(_ status: Status, _ detail: String) {
        write(worker.handler.refusal(status, detail), connection: "close", withBody: true)
        state = .ending
        position = input.count
        setDeadline(worker.configuration.idleTimeoutSeconds)
    }

    private func write(_ response: Response, connection: String?, withBody: Bool) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + (response.body.count <= 16 * 1024 ? response.body.count : 0))
        response.writeHead(to: &bytes, date: worker.date, connection: connection)
        outbox.append(bytes)
        if withBody { outbox.append(response.body) }
    }

    /// Asks for the events that the state waits for.
    private func settle() throws(SystemError) {
        guard outbox.isEmpty else { return try want(.writable) }  // a client that does not read is not read either
        switch state {
        case .ending:
            socket.shutdownWriting()
            state = .lingering
            setDeadline(Self.lingerSeconds)
            try want(.readable)
        case .computing: try want([])
        case .closed: break
        case .head, .body, .lingering: try want(.readable)
        }
    }

    private func want(_ events: Events) throws(SystemError) {
        guard events != interest, let registration else { return }
        interest = events
        try worker.loop.modify(registration, socket, events)
    }

    // MARK: Ending

    private func setDeadline(_ seconds: Int) { deadline = worker.loop.now + Int64(seconds) * 1000 }

    /// Ends what has taken too long.
    func checkDeadline() {
        guard worker.loop.now >= deadline else { return }
        guard outbox.isEmpty else { return close() }
        switch state {
        case .head where input.isEmpty, .ending, .lingering, .computing, .closed: close()
        case .head, .body:
            refuse(.requestTimeout, "the request did not come in time")
            do throws(SystemError) { try advance() } catch { close() }
        }
    }

    /// The server ends: so does a connection that has no request under way.
    func stop() {
        guard case .head = state, outbox.isEmpty else { return }
        do throws(SystemError) { try receive() } catch { close() }  // a request may be waiting to be read
        guard case .head = state, outbox.isEmpty, input.isEmpty else { return }
        if hasServed { close() } else { deadline = min(deadline, worker.loop.now + 1000) }
    }
}
