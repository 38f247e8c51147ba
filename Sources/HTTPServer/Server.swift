public import EventLoop
private import Glibc

/// An HTTP/1.1 server: one event loop a thread, each with its own listener on the same port.
public final class Server: Sendable {
    public let configuration: Configuration
    /// The port that it listens on.
    public let port: UInt16
    private let mailboxes: [Mailbox<Worker.Message>]
    private let threads: [Thread]

    /// Binds the port and starts to serve.
    ///
    /// - Throws: `SystemError` where the port cannot be bound or the system has no more to give.
    public init(_ configuration: Configuration, _ handler: any RequestHandler) throws(SystemError) {
        var configuration = configuration
        var mailboxes: [Mailbox<Worker.Message>] = []
        var threads: [Thread] = []
        // All listeners are bound before any loop starts, so that none misses a connection or fails later.
        let first = try FileDescriptor.listener(host: configuration.host, port: configuration.port)
        configuration.port = try first.port()
        var listeners: [Handover] = []
        for _ in 1..<max(1, configuration.loops) {
            listeners.append(Handover(try first.listener(beside: configuration.host)))
        }
        listeners.append(Handover(first))
        for (index, listener) in listeners.enumerated() {
            let mailbox = try Mailbox<Worker.Message>()
            mailboxes.append(mailbox)
            let settings = configuration
            threads.append(
                try Thread("loop \(index)") {
                    do throws(SystemError) {
                        let worker = try Worker(listener, settings, handler, mailbox)
                        try worker.run()
                    } catch {
                        // Without its loop the process would accept connections and never answer them.
                        writeLine("event loop: \(error)", to: .standardError)
                        exit(EX_OSERR)
                    }
                })
        }
        self.configuration = configuration
        self.port = configuration.port
        self.mailboxes = mailboxes
        self.threads = threads
    }

    /// Stops accepting, answers every request that has begun to come, and ends; from any thread.
    public func stop() { mailboxes.forEach { $0.send(.stop) } }

    /// Waits until it has ended; to be called once.
    public func join() { threads.forEach { $0.join() } }
}
