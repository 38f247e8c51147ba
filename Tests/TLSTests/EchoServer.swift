import Dispatch
import EventLoop
import Glibc
import TLS

/// How a connection went, as the server saw it.
struct Outcome: Sendable {
    var echoed = 0
    var wasEstablished = false
    var clientName: String?
    var error: TLSError?
    /// Whether 30 seconds went by without an event that the session had asked for.
    var hasStalled = false
}

/// Lets a client talk to a server that sends everything back, until the client ends the connection or says "bye".
///
/// Client and connections have threads to themselves: they wait, and tests share few threads.
///
/// - Parameter contexts: one for each of the connections, in the order in which they come
func conversation<Answer: Sendable>(
    with contexts: TLSContext..., client: @escaping @Sendable (UInt16) throws -> Answer
) async throws -> (answer: Answer, outcomes: [Outcome]) {
    let listener = try TestListener()
    async let answer = onThread { [port = listener.port] in try client(port) }
    let outcomes = try await withThrowingTaskGroup { group in
        for (index, context) in contexts.enumerated() {
            let connection = try await onThread { try listener.accept() }
            group.addTask {
                (index, try await onThread { try connection.serve(context.session(on: connection.socket)) })
            }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    return (try await answer, contexts.indices.compactMap { outcomes[$0] })
}

func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "talk").async { continuation.resume(with: Result { try body() }) }
    }
}

/// A listener on a free port.
final class TestListener: Sendable {
    private let socket: FileDescriptor
    let port: UInt16

    struct NobodyCame: Error {}

    init() throws {
        Signals.ignoreBrokenPipes()
        socket = try FileDescriptor.listener(host: "127.0.0.1", port: 0)
        port = try socket.port()
    }

    /// Waits for a connection, for at most five minutes: the client's task begins when other tests leave it a thread,
    /// and a sanitizer makes them slow.
    func accept() throws -> EchoConnection {
        guard waits(socket.rawValue, for: POLLIN, seconds: 300), let connection = try socket.accept() else {
            throw NobodyCame()
        }
        return EchoConnection(connection)
    }
}

/// A connection whose bytes are sent back.
final class EchoConnection: Sendable {
    let socket: FileDescriptor

    init(_ socket: consuming FileDescriptor) { self.socket = socket }

    func serve(_ session: TLSSession) -> Outcome {
        var outcome = Outcome()
        do throws(TLSError) {
            try echo(session, socket.rawValue, &outcome)
        } catch {
            outcome.error = error
        }
        outcome.clientName = session.clientName
        session.close()
        return outcome
    }
}

private func echo(_ session: TLSSession, _ socket: Int32, _ outcome: inout Outcome) throws(TLSError) {
    var pieces: [[UInt8]] = []
    var written = 0
    var hasEnded = false
    while true {
        var events: Int32 = 0
        if !hasEnded {
            var arrived: [UInt8] = []
            switch try session.read(appendingTo: &arrived, atMost: .random(in: 1...200_000)) {
            case .end: hasEnded = true
            case .bytes: pieces.append(arrived)
            case .wouldBlock: break
            }
            events |= session.wantsToWrite ? POLLOUT : POLLIN
            if session.isEstablished { outcome.wasEstablished = true }
        }
        let isBye = pieces.last?.suffix(4).elementsEqual("bye\n".utf8) == true
        while let first = pieces.first {
            let second = pieces.count > 1 ? pieces[1] : []
            guard case .bytes(let count) = try session.write(first, from: written, second) else { break }
            outcome.echoed += count
            written += count
            while let first = pieces.first, written >= first.count {
                written -= first.count
                pieces.removeFirst()
            }
        }
        if pieces.isEmpty, hasEnded || isBye { return }
        if !pieces.isEmpty { events |= session.wantsToRead ? POLLIN : POLLOUT }
        if session.hasPending { continue }
        guard waits(socket, for: events) else { return outcome.hasStalled = true }
    }
}

private func waits(_ descriptor: Int32, for events: Int32, seconds: Int32 = 30) -> Bool {
    var awaited = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    return unsafe poll(&awaited, 1, seconds * 1000) > 0
}
