internal import EventLoop

/// A descriptor that can be handed to a thread.
final class FileDescriptorBox: Sendable {
    let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) {
        self.descriptor = descriptor
    }
}

/// Accepts connections for a worker; when there are no descriptors left, it waits for some to be closed.
final class Listener: EventHandler {
    private let box: FileDescriptorBox
    private unowned let worker: Worker
    private var registration: EventLoop.Registration?
    private(set) var isPaused = false

    init(_ box: FileDescriptorBox, _ worker: Worker) throws(SystemError) {
        self.box = box
        self.worker = worker
        registration = try worker.loop.add(box.descriptor, .readable, self)
    }

    func handle(_ events: Events) {
        do throws(SystemError) {
            try worker.accept(from: box.descriptor)
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
        try? worker.loop.modify(registration, box.descriptor, paused ? [] : .readable)
        worker.listenerChanged()
    }

    /// Takes the connections that wait, then no more.
    func close() {
        handle(.readable)
        if let registration { worker.loop.remove(registration, box.descriptor) }
        registration = nil
    }
}
