public import EventLoop
private import Glibc
private import Synchronization

/// Writes lines to a descriptor on a thread of its own, so that a slow reader never holds up those who log; it lives
/// as long as the process.
public final class LogSink: Sendable {
    /// How many bytes may wait; as many again may be on their way out.
    private static let capacity = 1 << 20
    /// Milliseconds for which lines are gathered once there is one, so that a busy server pays for few wake-ups.
    private static let gathering: Int32 = 20

    private struct State {
        var waiting: [UInt8] = []
        var isWriting = false
        var flushes = 0
        var dropped = 0
        /// Dropped and not yet told of.
        var untold = 0
        var lossLine: @Sendable (Int) -> [UInt8] = { Array("\($0) lines were dropped\n".utf8) }
    }

    private let state = Mutex(State())
    private let wake: AutoResetEvent
    private let descriptor: Int32

    /// Starts the thread.
    ///
    /// - Parameter descriptor: stays open, and its owner's; blocking or not
    public init(descriptor: Int32 = 2) throws(SystemError) {
        self.descriptor = descriptor
        wake = try AutoResetEvent()
        _ = try Thread("log") { [self] in run() }
    }

    /// How many lines were lost, because there was no room for them or they could not be written.
    public var droppedLines: Int { state.withLock { $0.dropped } }

    /// Leaves a line, its end included, to be written; it never waits, and drops the line where there is no room.
    public func append(_ line: [UInt8]) { append(line.span) }

    func append(_ line: Span<UInt8>) {
        let mustWake = state.withLock { state in
            let before = state.waiting.count
            guard line.count <= Self.capacity - before else {
                state.dropped += 1
                state.untold += 1
                return false
            }
            unsafe line.withUnsafeBufferPointer { unsafe state.waiting.append(contentsOf: $0) }
            // Half full, the thread should gather no longer.
            return before == 0 || before < Self.capacity / 2 && state.waiting.count >= Self.capacity / 2
        }
        if mustWake { wake.signal() }
    }

    /// Waits until all lines left so far are written, or the time is over.
    public func flush(withinMilliseconds limit: Int) {
        let deadline = ContinuousClock.now + .milliseconds(limit)
        state.withLock { $0.flushes += 1 }
        defer { state.withLock { $0.flushes -= 1 } }
        wake.signal()
        // Once in a process's life, so looking every millisecond is cheap enough.
        while state.withLock({ $0.isWriting || !$0.waiting.isEmpty }), ContinuousClock.now < deadline {
            poll(nil, 0, 1)
        }
    }

    /// Sets how losses are told of: the line for a number of lost lines.
    func tellLosses(_ line: @escaping @Sendable (Int) -> [UInt8]) {
        state.withLock { $0.lossLine = line }
    }

    private func run() {
        // Nobody reading is an error of the write here, whatever the process does about the signal.
        var brokenPipe = sigset_t()
        unsafe sigemptyset(&brokenPipe)
        unsafe sigaddset(&brokenPipe, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
        var lines: [UInt8] = []
        while true {
            wake.wait()
            if state.withLock({ $0.flushes == 0 }) { wake.wait(milliseconds: Self.gathering) }
            writeWaiting(&lines)
        }
    }

    /// Writes the lines that wait, and after them how many were lost for want of room.
    ///
    /// - Parameter lines: room for them, kept from turn to turn
    private func writeWaiting(_ lines: inout [UInt8]) {
        lines.removeAll(keepingCapacity: true)
        let (untold, lossLine) = state.withLock { state in
            swap(&lines, &state.waiting)
            state.isWriting = true
            return (state.untold, state.lossLine)
        }
        let unwritten = lines.dropFirst(write(lines))
        let lost = unwritten.count { $0 == UInt8(ascii: "\n") }
        var told = 0
        if untold > 0, unwritten.isEmpty {
            let line = lossLine(untold)
            told = write(line) == line.count ? untold : 0
        }
        state.withLock { state in
            state.isWriting = false
            state.dropped += lost
            state.untold += lost - told
        }
    }

    /// Writes all it can, waiting where it must.
    ///
    /// - Returns: How many bytes, less than all where the descriptor is broken.
    private func write(_ bytes: [UInt8]) -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                let rest = unsafe bytes[sent...]
                return unsafe Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                var writable = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&writable, 1, -1)
            } else if errno != EINTR {
                break
            }
        }
        return sent
    }
}
