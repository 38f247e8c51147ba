import Dispatch
import EventLoop
import HTTPServer
import HTTPWire

/// Something that one thread waits for, though never longer than ten seconds, and another opens.
struct Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    /// - Returns: Whether it was opened.
    @discardableResult
    func wait() -> Bool { semaphore.wait(timeout: .now() + 10) == .success }
}

/// A server on a free port, with a handler that shows what the tests look at.
struct Service: RequestHandler {
    /// Opened when the work of `/gate` has begun.
    let hasBegun = Gate()
    /// What the work of `/gate` waits for.
    let gate = Gate()

    func admit(_ head: RequestHead) -> Admission { Admission(.accepted(reply), route: head.path) }

    private func reply(to request: Request) -> Reply {
        switch request.head.path {
        case "/live": return .now(Response(.ok, body: Array("alive".utf8)))
        case "/nothing": return .now(Response(.noContent))
        case "/echo": return .now(Response(.ok, body: request.body))
        case "/later": return .later { _ in Response(.ok, body: request.body) }
        case "/large":
            let size = request.head.query.flatMap { Int($0) } ?? 0
            return .now(Response(.ok, body: [UInt8](repeating: 0x61, count: size)))
        case "/gate":
            return .later { _ in
                hasBegun.open()
                return Response(gate.wait() ? .ok : .internalServerError, body: Array("gate".utf8))
            }
        default: return .now(Response(.notFound))
        }
    }

    func refusal(_ status: Status, _ detail: String) -> Response {
        Response(status, body: Array(detail.utf8))
    }
}

/// Nobody keeps a record.
struct Unobserved: RequestObserver {
    func observe(_ record: RequestRecord) {}
}

/// A running server and what its handler waits for.
struct Running: Sendable {
    let server: Server
    let service: Service
    private let end = Gate()

    init(_ configuration: Configuration) throws {
        service = Service()
        server = try Server(configuration, service, Unobserved())
        DispatchQueue(label: "join").async { [server, end] in
            server.join()
            end.open()
        }
    }

    func client() throws -> Client { try Client(port: server.port) }

    /// Waits for the server's end.
    func hasEnded() -> Bool {
        guard end.wait() else { return false }
        end.open()  // for whoever asks again
        return true
    }

    /// Stops the server.
    ///
    /// - Returns: Whether it ended.
    func ends() -> Bool {
        server.stop()
        return hasEnded()
    }
}

struct ServerDidNotEnd: Error {}

/// Runs a conversation with a server of its own, and ends the server.
///
/// The conversation has a thread to itself: it waits, and what it waits for may need the threads that tests run on.
func conversation<Outcome: Sendable>(
    _ configure: (inout Configuration) -> Void = { _ in },
    _ talk: @escaping @Sendable (Running) throws -> Outcome
) async throws -> Outcome {
    Signals.ignoreBrokenPipes()
    var configuration = Configuration()
    (configuration.port, configuration.graceSeconds) = (0, 2)
    configure(&configuration)
    let running = try Running(configuration)
    return try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "conversation").async {
            let outcome = Result { try talk(running) }
            continuation.resume(with: running.ends() ? outcome : .failure(ServerDidNotEnd()))
        }
    }
}
