internal import CLinux
private import Glibc

/// Signals that arrive as events instead of interrupting (signalfd).
public final class Signals: EventHandler {
    private let descriptor: FileDescriptor
    private let receive: (Int32) -> Void

    /// Keeps `signals` from the calling thread and from every thread it starts later, and tells `receive` of them.
    public init(_ signals: [Int32], on loop: EventLoop, receive: @escaping (Int32) -> Void) throws(SystemError) {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal) }
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        let flags = Int32(SFD_CLOEXEC | SFD_NONBLOCK)
        descriptor = FileDescriptor(owning: try system("signalfd") { unsafe signalfd(-1, &set, flags) } ?? -1)
        self.receive = receive
        _ = try loop.add(descriptor, .readable, self)
    }

    public func handle(_ events: Events) {
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        while unsafe read(descriptor.rawValue, &information, size) == size {
            receive(Int32(information.ssi_signo))
        }
    }

    /// A write to a connection that is gone is an error of that write, not the end of the process.
    public static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}
