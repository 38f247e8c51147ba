internal import EventLoop
internal import HTTPWire

/// One client's connection: reads requests, one at a time, and writes their answers in the same order.
///
/// The steps of a turn are in `Connection+Turn.swift`, what it does with a request in `Connection+Answering.swift`, how it
/// ends in `Connection+Ending.swift`.
final class Connection: EventHandler {
    enum State {
        case reading
        case computing(ComputeTask)
        /// Pieces of the answer are being written.
        case answering(AnswerInPieces)
        /// The last answer is being written.
        case ending
        /// It is written, and what the client may still be sending is read and dropped, so that a reset does not
        /// take the answer away from it (RFC 9112 §9.6).
        case lingering
        case closed
    }

    let client: Address
    let transport: Transport
    /// Holds the connection, until that is closed.
    let worker: Worker
    private let place: Doorkeeper.Place
    private(set) var registration: EventLoop.Registration?
    private var interest = Events.readable
    var state = State.reading
    var reader: RequestReader
    var outbox = Outbox()
    /// The request that is coming, or is being answered.
    var exchange: Exchange?
    /// Those whose answers wait in the outbox.
    var unwritten: [Exchange] = []
    /// When the first byte of what is coming came.
    var firstByte: Instant
    /// When what the state waits for has taken too long.
    var deadline: Instant
    /// How much of a request had come when the deadline was set.
    private var awaited = RequestReader.Stage.nothing
    /// When the outbox began to be written, and, where that takes a while, how much the client had read by then.
    var writing: (since: Instant, from: Int?) = (.never, nil)
    /// Whether it is among those that write at the end of the turn.
    var isToWrite = false
    /// Whether the client took something there.
    var hasWritten = false
    /// Whether the client has said that it will send no more.
    private var hasEndOfInput = false
    /// Bytes that this connection has in the budget.
    private var held = 0

    /// While so much waits to be written, no further request is looked at.
    static let outboxSize = 64 * 1024

    init(_ transport: consuming Transport, from client: Address, _ place: Doorkeeper.Place, _ worker: Worker) {
        self.transport = transport
        (self.client, self.place, self.worker) = (client, place, worker)
        reader = RequestReader(worker.configuration.head)
        firstByte = worker.loop.now
        deadline = worker.loop.now + .seconds(worker.configuration.headerTimeoutSeconds)
    }

    deinit { worker.shared.budget.hold(-held) }

    func open() throws(SystemError) { registration = try worker.loop.add(transport.socket, interest, self) }

    func handle(_ events: Events) {
        attempt { () throws(Broken) in
            if interest.contains(.readable) {
                try receive()
            } else if !events.isDisjoint(with: .hangUp) {
                close()
            } else if events.contains(.writable) {
                try advance()
            } else if events.contains(.endOfInput) {
                try probe()
            }
        }
    }

    /// Does something with the connection, and closes it where it is broken.
    func attempt(_ body: () throws(Broken) -> Void) {
        do throws(Broken) {
            try body()
        } catch {
            if error.isPlainHTTP { worker.turnAway(transport.socket, .badRequest, "this port speaks TLS: use https") }
            close()  // the client is gone; there is nobody to tell
        }
    }

    var isReading: Bool { if case .reading = state { true } else { false } }

    /// - Returns: Whether to go on: something was used and there may be more to do.
    func step() throws(RequestError) -> Bool {
        switch state {
        case .reading where exchange == nil:
            if try reader.nextHead(into: &worker.nextExchange.request.head) {
                try admit(since: firstByte)
                return true
            }
            if reader.stage != awaited { startWaiting() }
        case .reading:
            if let body = try reader.nextBody() {
                firstByte = worker.loop.now
                answer(with: body)
                return true
            }
            if !hasRoomToGoOn { return refuse(.serviceUnavailable, "the server has too much in hand; try again") }
            if reader.stage != awaited { startWaiting() }
        case .lingering: reader.discard()
        case .computing, .answering, .ending, .closed: break
        }
        return false
    }

    /// Sets the deadline by how much of the next request has come.
    func startWaiting() {
        awaited = reader.stage
        let seconds =
            switch awaited {
            case .nothing: worker.configuration.idleTimeoutSeconds
            case .someOfHead: worker.configuration.headerTimeoutSeconds
            case .someOfBody: worker.configuration.bodyTimeoutSeconds
            }
        deadline = worker.loop.now + .seconds(worker.isStopping && awaited == .nothing ? 1 : seconds)
    }

    // MARK: Waiting

    /// Asks for the events that the state waits for, and tells the budget what is held.
    func settle() throws(Broken) {
        settleAccount()
        guard outbox.isEmpty else {
            if writing.from == nil { writing.from = outbox.total - transport.socket.unacknowledged() }
            return try want(.writable)  // a client that does not read is not read either
        }
        switch state {
        case .ending:
            transport.finishWriting()
            state = .lingering
            deadline = worker.loop.now + .seconds(worker.isStopping ? 1 : Self.lingerSeconds)
            try want(.readable)
        case .computing: try want(hasEndOfInput ? [] : .endOfInput)
        case .answering: try want([])
        case .closed: break
        case .reading, .lingering: try want(transport.wantsToWrite ? [.readable, .writable] : .readable)
        }
    }

    private func want(_ events: Events) throws(Broken) {
        guard events != interest, let registration else { return }
        interest = events
        do throws(SystemError) {
            try worker.loop.modify(registration, transport.socket, events)
        } catch {
            throw Broken(error)
        }
    }

    private func settleAccount() {
        let holds = reader.heldBytes + outbox.count
        worker.shared.budget.hold(holds - held)
        held = holds
    }

    /// A body whose length was not announced comes as long as there is room.
    private var hasRoomToGoOn: Bool {
        reader.heldBytes + outbox.count <= held || worker.shared.budget.hasRoom(for: reader.heldBytes - held)
    }

    /// The client, whose request is being worked on, will send nothing more: it has gone, or it waits for the answer.
    /// An interim answer tells: who has gone has his system answer with a reset (RFC 9110 §15.2).
    private func probe() throws(Broken) {
        hasEndOfInput = true
        if exchange?.request.head.minorVersion == 1 { put(Array("HTTP/1.1 102 Processing\r\n\r\n".utf8)) }
        try advance()
    }

    static let lingerSeconds = 5
}
