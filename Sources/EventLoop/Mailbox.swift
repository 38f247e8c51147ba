internal import CLinux
private import Glibc
private import Synchronization

/// Where other threads leave messages for a loop; each wakes it (eventfd).
public final class Mailbox<Message: Sendable>: Sendable {
    private let waiting = Mutex<[Message]>([])
    private let descriptor: FileDescriptor

    public init() throws(SystemError) {
        let flags = Int32(EFD_CLOEXEC | EFD_NONBLOCK)
        descriptor = FileDescriptor(owning: try system("eventfd") { eventfd(0, flags) } ?? -1)
    }

    /// Leaves a message; from any thread.
    public func send(_ message: Message) {
        waiting.withLock { $0.append(message) }
        var one: UInt64 = 1
        // Fails only where the count is full, and then the loop is awake anyway.
        _ = unsafe write(descriptor.rawValue, &one, 8)
    }

    /// Has `receive` called, on the loop's thread, for every message, until the loop ends.
    public func open(on loop: EventLoop, receive: @escaping (Message) -> Void) throws(SystemError) {
        _ = try loop.add(descriptor, .readable, Receiver(self, receive))
    }

    private func takeAll() -> [Message] {
        var count: UInt64 = 0
        _ = unsafe read(descriptor.rawValue, &count, 8)
        return waiting.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }

    private final class Receiver: EventHandler {
        private let mailbox: Mailbox
        private let receive: (Message) -> Void

        init(_ mailbox: Mailbox, _ receive: @escaping (Message) -> Void) {
            self.mailbox = mailbox
            self.receive = receive
        }

        func handle(_ events: Events) { mailbox.takeAll().forEach(receive) }
    }
}
