import Dispatch
import EventLoop
import HTTPServer

/// A running server and what its handler waits for.
struct Running: Sendable {
    let server: Server
    let service: Service
    let records = Records()
    private let end = Gate()

    init(_ configuration: Configuration) throws {
        service = Service()
        server = try Server(configuration, service, records)
        DispatchQueue(label: "join").async { [server, end] in
            server.join()
            end.open()
        }
    }

    func client() throws -> Client { try Client(port: server.port) }

    /// One for whom the system keeps little that he has not read, however much it would.
    func clientWithLittleRoom() throws -> Client { try Client(port: server.port, room: 64 * 1024) }

    /// Whether the server, sooner or later, holds nothing and does nothing.
    func isAtRest() -> Bool {
        eventually {
            let figures = server.figures
            return figures.bytesInFlight == 0 && figures.activeRequests == 0 && figures.computations == 0
                && figures.queueDepth == 0
        }
    }

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
