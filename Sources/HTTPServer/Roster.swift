internal import EventLoop
private import Processors
private import Synchronization

/// Who serves connections: a new one goes to the worker that has fewest.
final class Roster: Sendable {
    private struct State {
        var mailboxes: [Mailbox<Worker.Message>] = []
        var connections: [Int] = []
        var isStopping = false
    }

    private let state = Mutex(State())

    init() {}

    /// Adds a worker, whose number is how many there were before; all are there before the first one accepts.
    func add(_ mailbox: Mailbox<Worker.Message>) {
        state.withLock { state in
            state.mailboxes.append(mailbox)
            state.connections.append(0)
        }
    }

    /// Counts a connection for the worker that will serve it, and sends it there.
    ///
    /// - Parameter index: the worker that has accepted it
    /// - Returns: The connection, where the worker keeps it.
    func assign(_ socket: consuming FileDescriptor, to index: Int) -> FileDescriptor? {
        let handover = Once(socket)
        let isSent = state.withLock { state in
            var chosen = index
            // One that stops may be gone before a message is read.
            if !state.isStopping {
                for i in state.connections.indices where state.connections[i] < state.connections[chosen] { chosen = i }
            }
            state.connections[chosen] += 1
            if chosen != index { state.mailboxes[chosen].send(.accepted(handover)) }
            return chosen != index
        }
        return isSent ? nil : handover.take()
    }

    /// A connection of that worker is over.
    func leave(_ index: Int) { state.withLock { $0.connections[index] -= 1 } }

    /// Tells all to stop.
    func stop() {
        state.withLock { state in
            state.isStopping = true
            for mailbox in state.mailboxes { mailbox.send(.stop) }
        }
    }
}
