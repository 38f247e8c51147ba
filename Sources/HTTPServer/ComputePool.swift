private import Dispatch
internal import HTTPWire
internal import Synchronization

/// Where long computations run, so that no event loop waits for them: Dispatch's own pool, a thread a core.
final class ComputePool: Sendable {
    private let budget: Budget
    private let waiting = Atomic(0)
    private let running = Atomic(0)
    private let queueLength: Int

    init(_ budget: Budget, queueLength: Int) {
        (self.budget, self.queueLength) = (budget, queueLength)
    }

    /// Computations that wait for a processor.
    var queueDepth: Int { waiting.load(ordering: .relaxed) }
    /// Computations that have one.
    var active: Int { running.load(ordering: .relaxed) }

    /// Has `work` done on another thread, and its answer handed to `completion` there unless it is cancelled before.
    ///
    /// - Parameter bytes: the memory that `work` holds from the beginning
    /// - Returns: The work under way; `nil` where too much waits already.
    func run(
        holding bytes: Int, _ work: @escaping @Sendable (any Computation) -> Response,
        completion: @escaping @Sendable (ComputeTask, Response) -> Void
    ) -> ComputeTask? {
        guard waiting.load(ordering: .relaxed) < queueLength else { return nil }
        let task = ComputeTask(budget, holding: bytes, work)
        waiting.wrappingAdd(1, ordering: .relaxed)
        DispatchQueue.global().async { [self] in
            waiting.wrappingSubtract(1, ordering: .relaxed)
            guard let work = task.take() else { return }
            running.wrappingAdd(1, ordering: .relaxed)
            let response = work(task)
            running.wrappingSubtract(1, ordering: .relaxed)
            if !task.isCancelled { completion(task, response) }
        }
        return task
    }
}

/// A computation that waits or runs.
final class ComputeTask: Computation {
    typealias Work = @Sendable (any Computation) -> Response

    private let work: Mutex<Work?>
    private let cancelled = Atomic(false)
    private let budget: Budget
    private let reserved: Atomic<Int>

    init(_ budget: Budget, holding bytes: Int, _ work: @escaping Work) {
        self.budget = budget
        self.work = Mutex(work)
        reserved = Atomic(bytes)
        budget.hold(bytes)
    }

    deinit { giveBack() }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func reserve(_ bytes: Int) -> Bool {
        guard budget.take(bytes) else { return false }
        reserved.wrappingAdd(bytes, ordering: .relaxed)
        return true
    }

    /// Nobody waits for the answer: what has not begun never does, and its memory is free at once.
    func cancel() {
        cancelled.store(true, ordering: .relaxed)
        if take() != nil { giveBack() }
    }

    /// The work, for the first who asks.
    fileprivate func take() -> Work? {
        work.withLock { work in
            defer { work = nil }
            return work
        }
    }

    private func giveBack() { budget.hold(-reserved.exchange(0, ordering: .relaxed)) }
}
