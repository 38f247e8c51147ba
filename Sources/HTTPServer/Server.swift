public import EventLoop
private import Glibc
private import Processors
public import TLS

/// An HTTP/1.1 server: one event loop a thread, the first of which accepts connections for all.
public final class Server: Sendable {
    public let configuration: Configuration
    /// The port that it listens on.
    public let port: UInt16
    private let shared: Shared
    private let threads: [Thread]

    /// Why a server cannot begin.
    public enum StartError: Error, CustomStringConvertible {
        /// The port cannot be bound, or the system has no more to give.
        case system(SystemError)
        /// The certificate or the key cannot be used.
        case tls(TLSError)

        public var description: String {
            switch self {
            case .system(let error): error.description
            case .tls(let error): error.description
            }
        }
    }

    /// Binds the port and starts to serve.
    public init(
        _ configuration: Configuration, _ handler: any RequestHandler, _ observer: any RequestObserver
    ) throws(StartError) {
        let shared: Shared
        do throws(TLSError) { shared = try Shared(configuration, handler, observer) } catch { throw .tls(error) }
        do throws(SystemError) {
            // One for all: of several, each would end with connections that nobody has accepted yet.
            let socket = try FileDescriptor.listener(host: configuration.host, port: configuration.port)
            port = try socket.port()
            let listener = Once(socket)
            var mailboxes: [Mailbox<Worker.Message>] = []
            for _ in 0..<max(1, configuration.loops) { mailboxes.append(try Mailbox()) }
            mailboxes.forEach(shared.roster.add)
            threads = try mailboxes.indices.map { index throws(SystemError) in
                try Self.start(index, index == 0 ? listener : nil, shared, mailboxes[index])
            }
        } catch {
            throw .system(error)
        }
        (self.configuration, self.shared) = (configuration, shared)
    }

    private static func start(
        _ index: Int, _ listener: Once<FileDescriptor>?, _ shared: Shared, _ mailbox: Mailbox<Worker.Message>
    ) throws(SystemError) -> Thread {
        try Thread("loop \(index)") {
            do throws(SystemError) {
                try Worker(index, listener, shared, mailbox).run()
            } catch {
                // Without its loop the process would accept connections and never answer them.
                writeLine("event loop: \(error)", to: .standardError)
                _exit(EX_OSERR)
            }
        }
    }

    public var figures: ServerFigures {
        ServerFigures(
            activeRequests: shared.active.all.reduce(0, +), connections: shared.doorkeeper.connections,
            connectionsTurnedAway: shared.turnedAway.value, bytesInFlight: shared.budget.bytes,
            queueDepth: shared.pool.queueDepth, computations: shared.pool.active)
    }

    /// Reads certificate and key again; connections that are open keep theirs.
    ///
    /// - Throws: `TLSError` where they cannot be used; then new connections go on with the old ones.
    public func reloadCertificate() throws(TLSError) { try shared.reloadCertificate() }

    /// Stops accepting, answers every request that has begun to come, and ends; from any thread.
    public func stop() { shared.roster.stop() }

    /// Waits until it has ended; to be called once.
    public func join() { threads.forEach { $0.join() } }
}
