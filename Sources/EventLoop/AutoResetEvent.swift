internal import CLinux
private import Glibc

/// What one thread sleeps on until another signals it (eventfd); a wait that sees the signal takes it away.
public final class AutoResetEvent: Sendable {
    private let descriptor: FileDescriptor

    public init() throws(SystemError) {
        let flags = Int32(EFD_CLOEXEC | EFD_NONBLOCK)
        descriptor = FileDescriptor(owning: try system("eventfd") { eventfd(0, flags) } ?? -1)
    }

    /// Wakes the thread that waits, or the next one that does; from any thread.
    public func signal() {
        var one: UInt64 = 1
        // Fails only where the count is full, and then the event is signalled anyway.
        _ = unsafe write(descriptor.rawValue, &one, 8)
    }

    /// Sleeps until the event is signalled, or the time is over.
    ///
    /// - Parameter milliseconds: -1 for as long as it takes
    public func wait(milliseconds: Int32 = -1) {
        var readable = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        _ = try? system("poll") { unsafe poll(&readable, 1, milliseconds) }
        var count: UInt64 = 0
        _ = unsafe read(descriptor.rawValue, &count, 8)
    }
}
