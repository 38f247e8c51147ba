internal import EventLoop
internal import HTTPWire

/// One event loop with its listener and connections; everything here belongs to one thread.
final class Worker {
    enum Message: Sendable {
        /// A computation for a connection is done.
        case finished(EventLoop.Registration, Response)
        case stop
    }

    let loop: EventLoop
    let configuration: Configuration
    let handler: any RequestHandler
    let mailbox: Mailbox<Message>
    /// Where bytes arrive, lent to whichever connection is reading: so one that waits holds no memory for it.
    var arrivals: [UInt8] = []
    private(set) var isStopping = false
    /// When the last connection is ended, finished or not.
    private var stopDeadline = Int64.max
    private var listener: Listener?
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var dateSecond: Int64 = -1
    private var dateText = ""

    init(
        _ listener: Handover, _ configuration: Configuration, _ handler: any RequestHandler,
        _ mailbox: Mailbox<Message>
    ) throws(SystemError) {
        self.configuration = configuration
        self.handler = handler
        self.mailbox = mailbox
        loop = try EventLoop()
        if let descriptor = listener.take() { self.listener = try Listener(descriptor, self) }
        try mailbox.open(on: loop) { [unowned self] in receive($0) }
    }

    func run() throws(SystemError) { try loop.run() }

    /// The value of a Date field, made anew once a second.
    var date: String {
        let second = loop.now / 1000
        if second != dateSecond { (dateSecond, dateText) = (second, httpDate()) }
        return dateText
    }

    /// Takes every connection that waits.
    func accept(from listener: borrowing FileDescriptor) throws(SystemError) {
        defer { updateSweep() }
        while let socket = try listener.accept() {
            let connection = Connection(socket, self)
            guard (try? connection.open()) != nil else { continue }  // no room in epoll: the connection is dropped
            connections[ObjectIdentifier(connection)] = connection
        }
    }

    func forget(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        updateSweep()
        if isStopping, connections.isEmpty { loop.stop() }
    }

    private func receive(_ message: Message) {
        switch message {
        case .finished(let registration, let response):
            (loop.handler(of: registration) as? Connection)?.finish(response)
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
        stopDeadline = loop.now + Int64(configuration.graceSeconds) * 1000
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
