internal import EventLoop
internal import HTTPWire
internal import Processors

/// One event loop with its connections, and the first with the listener; everything here belongs to one thread.
final class Worker {
    enum Message: Sendable {
        /// A computation for a connection is done.
        case finished(EventLoop.Registration, ComputeTask, Response)
        /// So is a piece of its answer.
        case written(EventLoop.Registration, ComputeTask, Int, [UInt8])
        /// A connection that another worker has accepted.
        case accepted(Once<FileDescriptor>)
        case stop
    }

    /// Its number in the roster.
    let index: Int
    let loop: EventLoop
    let shared: Shared
    let configuration: Configuration
    let mailbox: Mailbox<Message>
    private(set) var isStopping = false
    /// When the last connection is ended, finished or not.
    private var stopDeadline = Instant.never
    private var listener: Listener?
    var connections: [ObjectIdentifier: Connection] = [:]
    private var dateDeadline = Instant.now
    private var dateText = ""
    var requestIDs = RequestIDs()
    var spares = Spares()
    /// Connections that have read something, and those that have something to write.
    private var heard = Turn()
    private var writing = Turn()
    /// Whether some are taken through their steps.
    private var isInTurn = false
    /// Empty, with memory.
    private var spareTurn = Turn()
    private static let mostAtATime = 16
    /// When those that are taken through a step had written.
    private(set) var written = Instant.now
    /// The next exchange, to whose head the next request's is read.
    private(set) var nextExchange = Exchange()

    init(
        _ index: Int, _ listener: Once<FileDescriptor>?, _ shared: Shared, _ mailbox: Mailbox<Message>
    ) throws(SystemError) {
        (self.index, self.shared) = (index, shared)
        configuration = shared.configuration
        self.mailbox = mailbox
        loop = try EventLoop()
        if let listener { self.listener = try Listener(listener.take(), self) }
        try mailbox.open(on: loop) { [unowned self] in receive($0) }
        loop.turnEnd = { [unowned self] in endTurn() }
    }

    func run() throws(SystemError) { try loop.run() }

    /// Lets a connection go on with what it has read, at the turn's end or before where there are many.
    func letAdvance(_ connection: Connection) {
        heard.append(connection)
        if heard.count >= Self.mostAtATime { endTurn() }
    }

    /// Lets a connection write, at the turn's end.
    func letWrite(_ connection: Connection) { writing.append(connection) }

    /// Takes connections through each step together: what a step needs, here and in the system, stays in the
    /// processor's caches from one to the next, where all steps of a request do not find room.
    private func endTurn() {
        guard !isInTurn else { return }
        isInTurn = true
        var turn = Turn()
        swap(&turn, &spareTurn)
        while !heard.isEmpty || !writing.isEmpty {
            swap(&turn, &heard)
            turn.each { $0.readHead() }
            turn.each { $0.answer() }
            turn.removeAll()
            swap(&turn, &writing)
            turn.each { $0.write() }
            written = .now
            turn.each { $0.goOn() }
            turn.removeAll()
        }
        swap(&turn, &spareTurn)
        isInTurn = false
    }

    /// The value of a Date field, made anew twice a second.
    var date: String {
        if loop.now >= dateDeadline { (dateDeadline, dateText) = (loop.now + .seconds(1) / 2, httpDate()) }
        return dateText
    }

    /// The client's own name for a request, where it is fit to be repeated, or a new one.
    private func requestID(_ exchange: Exchange) -> RequestID {
        let own = exchange.request.head.fields.only("x-request-id")
        guard let id = own.map({ String(decoding: $0, as: UTF8.self) }),
            RequestIDs.isValid(id)
        else { return requestIDs.next() }
        return .text(id)
    }

    /// The next exchange, begun.
    func exchange(isRequest: Bool, since begun: Instant) -> Exchange {
        shared.active.withLock { $0 += 1 }
        let exchange = nextExchange
        nextExchange = spares.exchange()
        exchange.begin(isRequest ? requestID(exchange) : requestIDs.next(), at: begun, isRequest: isRequest)
        return exchange
    }

    /// Tells the observer of a request that is over.
    func record(_ exchange: Exchange, _ client: Address, _ transport: borrowing Transport, end: Instant) {
        shared.active.withLock { $0 -= 1 }
        var caller = exchange.admission.caller
        if caller == nil { caller = transport.clientName }
        shared.observer.observe(
            RequestRecord(
                method: exchange.isRequest ? exchange.request.head.method : nil,
                path: exchange.isRequest ? exchange.request.head.path : nil,
                traceparent: exchange.isRequest ? exchange.request.head.fields["traceparent"] : [],
                route: exchange.admission.route, requestID: exchange.requestID,
                status: exchange.status, reason: exchange.reason,
                bytes: (exchange.requestBytes, exchange.responseBytes),
                times: (
                    reading: exchange.received - exchange.begun,
                    computing: max(0, exchange.answered - exchange.received),
                    writing: max(0, end - max(exchange.answered, exchange.received))
                ),
                client: client, caller: caller,
                isSecure: transport.isSecure))
        spares.giveBack(exchange)
    }

    func forget(_ connection: Connection) {
        if connections.removeValue(forKey: ObjectIdentifier(connection)) != nil { shared.roster.leave(index) }
        updateSweep()
        if isStopping, connections.isEmpty { loop.stop() }
    }

    private func receive(_ message: Message) {
        switch message {
        case .finished(let registration, let task, let response):
            (loop.handler(of: registration) as? Connection)?.finish(task, response)
        case .written(let registration, let task, let i, let piece):
            (loop.handler(of: registration) as? Connection)?.take(piece, i, of: task)
        case .accepted(let handover):
            serve(handover.take())
        case .stop:
            stop()
        }
    }

    private func stop() {
        guard !isStopping else { return }
        isStopping = true
        listener?.close()  // after it has taken what was waiting
        listener = nil
        for connection in Array(connections.values) { connection.stop() }
        if connections.isEmpty { loop.stop() }
        stopDeadline = loop.now + .seconds(configuration.graceSeconds)
    }

    /// Deadlines are looked at only while there is something that may pass one, or a listener that waits.
    func updateSweep() {
        let isIdle = connections.isEmpty && listener?.isPaused != true
        guard isIdle != (loop.sweep == nil) else { return }
        loop.sweep = isIdle ? nil : { [unowned self] in sweep() }
    }

    private func sweep() {
        for connection in Array(connections.values) {
            if loop.now >= stopDeadline { connection.close() } else { connection.checkDeadline() }
        }
        listener?.resume()
        updateSweep()
    }
}
