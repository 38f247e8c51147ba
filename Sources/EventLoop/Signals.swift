internal import CLinux
private import Glibc
private import Synchronization

/// Signals that arrive as events instead of interrupting.
///
/// Through a handler and a pipe, not signalfd: that wants a signal blocked in every thread, and libraries have
/// started threads of their own before `main` begins.
public final class Signals: EventHandler {
    private let reading: FileDescriptor
    private let receive: (Int32) -> Void

    /// Has `receive` told of `signals`, from now on and for good; made once in a process.
    public init(_ signals: [Int32], on loop: EventLoop, receive: @escaping (Int32) -> Void) throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        try system("pipe") { unsafe pipe(&ends) }
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) + fcntl(end, F_SETFD, FD_CLOEXEC) }
        reading = FileDescriptor(owning: ends[0])
        self.receive = receive
        handlerEnd.store(ends[1], ordering: .sequentiallyConsistent)
        var handled = sigset_t()
        unsafe sigemptyset(&handled)
        for number in signals {
            unsafe sigaddset(&handled, number)
            signal(number) { number in
                // Only what is safe in a handler: a load and a write, and errno as it was.
                let before = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = unsafe write(handlerEnd.load(ordering: .relaxed), &byte, 1)
                errno = before
            }
        }
        // A process starts with the signals blocked that its parent had blocked.
        unsafe pthread_sigmask(SIG_UNBLOCK, &handled, nil)
        _ = try loop.add(reading, .readable, self)
    }

    public func handle(_ events: Events) {
        var byte: UInt8 = 0
        while unsafe read(reading.rawValue, &byte, 1) == 1 { receive(Int32(byte)) }
    }

    /// A write to a connection that is gone is an error of that write, not the end of the process.
    public static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}

/// The end of the pipe that the handler writes to; open as long as the process.
private let handlerEnd = Atomic<Int32>(-1)
