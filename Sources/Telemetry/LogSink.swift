public import EventLoop
private import Glibc
private import Synchronization

/// Where log lines go: to a descriptor, on a thread of its own, so that a reader who is slow, or does not read at all,
/// keeps nobody waiting. What does not fit into its memory is dropped by whole lines, and counted.
public final class LogSink: Sendable {
    private struct Pending {
        var bytes: [UInt8] = []
        var dropped = 0
        var isWriting = false
    }

    private let pending = Mutex(Pending())
    private let allDropped = Atomic(0)
    private let descriptor: Int32
    private let wake: Semaphore
    private static let capacity = 1 << 20
    /// So long lines are gathered before they are written: a busy server does not wake a thread for each.
    private static let gatheringMicroseconds: UInt32 = 20_000

    /// - Parameter descriptor: standard error, unless a test says otherwise; it is not closed
    public init(descriptor: Int32 = 2) throws(SystemError) {
        self.descriptor = descriptor
        wake = Semaphore()
        _ = try Thread("log") { [self] in
            while true {
                wake.wait()
                usleep(Self.gatheringMicroseconds)
                writeAll()
            }
        }
    }

    /// Lines that were dropped, ever.
    public var droppedLines: Int { allDropped.load(ordering: .relaxed) }

    /// Takes a line, which `write` appends with its end; it is told how many were dropped since the last.
    func append(_ write: (inout [UInt8], _ dropped: Int) -> Void) {
        let isFirst = pending.withLock { pending in
            guard pending.bytes.count < Self.capacity else {
                pending.dropped += 1
                allDropped.wrappingAdd(1, ordering: .relaxed)
                return false
            }
            let isFirst = pending.bytes.isEmpty && !pending.isWriting
            write(&pending.bytes, pending.dropped)
            pending.dropped = 0
            return isFirst
        }
        if isFirst { wake.signal() }
    }

    /// Waits until all lines are written, though not longer than so.
    public func flush(withinMilliseconds limit: Int) {
        for _ in 0..<limit / 5 {
            if pending.withLock({ $0.bytes.isEmpty && !$0.isWriting }) { return }
            usleep(5_000)
        }
    }

    private func writeAll() {
        while true {
            let bytes = pending.withLock { pending in
                defer { (pending.bytes, pending.isWriting) = ([], !pending.bytes.isEmpty) }
                return pending.bytes
            }
            guard !bytes.isEmpty else { return }
            write(bytes)
        }
    }

    private func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var writable = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&writable, 1, -1)
            } else if errno != EINTR {
                return  // nobody reads it any more
            }
        }
    }
}

/// What a thread waits for and others signal.
@safe private final class Semaphore: Sendable {
    nonisolated(unsafe) private let semaphore: UnsafeMutablePointer<sem_t>

    init() {
        unsafe semaphore = .allocate(capacity: 1)
        unsafe sem_init(semaphore, 0, 0)
    }

    func wait() {
        while unsafe sem_wait(semaphore) != 0 {}
    }

    func signal() { unsafe sem_post(semaphore) }
}
