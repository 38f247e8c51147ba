internal import EventLoop

/// Accepts connections for a worker; when there are no descriptors left, it waits for some to be closed.
final class Listener: EventHandler {
    private let descriptor: FileDescriptor
    private unowned let worker: Worker
    private var registration: EventLoop.Registration?
    private(set) var isPaused = false

    init(_ descriptor: consuming FileDescriptor, _ worker: Worker) throws(SystemError) {
        self.descriptor = descriptor
        self.worker = worker
        registration = try worker.loop.add(self.descriptor, .readable, self)
    }

    func handle(_ events: Events) {
        do throws(SystemError) {
            try worker.accept(from: descriptor)
        } catch {
            // A connection that broke before it was accepted is no matter; without descriptors, waiting is all there is.
            if error.isExhaustion { setPaused(true) }
        }
    }

    /// Accepts again, if it was paused.
    func resume() {
        if isPaused { setPaused(false) }
    }

    private func setPaused(_ paused: Bool) {
        guard let registration else { return }
        isPaused = paused
        try? worker.loop.modify(registration, descriptor, paused ? [] : .readable)
        worker.updateSweep()
    }

    /// Takes the connections that wait, then no more; the descriptor is closed when its owner lets go.
    func close() {
        handle(.readable)
        if let registration { worker.loop.remove(registration, descriptor) }
        registration = nil
    }
}
