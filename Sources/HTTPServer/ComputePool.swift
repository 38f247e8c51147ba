private import Dispatch
private import EventLoop
internal import HTTPWire
private import Synchronization

/// Where long computations run, so that no event loop waits for them: Dispatch's own pool, a thread a core.
final class ComputePool: Sendable {
    private let budget: Budget
    private let waiting = Tally()
    private let running = Tally()
    /// Both together.
    private let all = Tally()
    private let mostAtATime: Int
    let threads = availableProcessors()

    init(_ budget: Budget, queueLength: Int) {
        self.budget = budget
        mostAtATime = threads + queueLength
    }

    /// Computations that wait for a processor.
    var queueDepth: Int { waiting.value }
    /// Computations that have one.
    var active: Int { running.value }

    /// Has a piece of a task's answer written on another thread, and handed to `completion` there unless the task is
    /// cancelled before. What has begun goes before what waits.
    func write(
        _ i: Int, of pieces: any BodyPieces, for task: ComputeTask,
        completion: @escaping @Sendable ([UInt8]) -> Void
    ) {
        DispatchQueue.global(qos: .userInitiated).async {
            guard !task.isCancelled else { return }
            var piece: [UInt8] = []
            piece.reserveCapacity(pieces.bytes.each)
            pieces.append(i, to: &piece)
            completion(piece)
        }
    }

    /// Has `work` done on another thread, and its answer handed to `completion` there unless it is cancelled before.
    ///
    /// - Parameter bytes: the memory that `work` holds from the beginning
    /// - Returns: The work under way; `nil` where too much waits already.
    func run(
        holding bytes: Int, _ work: @escaping @Sendable (any Computation) -> Response,
        completion: @escaping @Sendable (ComputeTask, Response) -> Void
    ) -> ComputeTask? {
        guard all.value < mostAtATime else { return nil }
        let task = ComputeTask(budget, holding: bytes, work)
        waiting.add(1)
        all.add(1)
        DispatchQueue.global().async { [self] in
            waiting.add(-1)
            guard let work = task.take() else { return all.add(-1) }
            running.add(1)
            let response = work(task)
            running.add(-1)
            all.add(-1)
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
    private let reserved: Tally

    init(_ budget: Budget, holding bytes: Int, _ work: @escaping Work) {
        self.budget = budget
        self.work = Mutex(work)
        reserved = Tally(bytes)
        budget.hold(bytes)
    }

    deinit { giveBack() }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func reserve(_ bytes: Int) -> Bool {
        guard budget.take(bytes) else { return false }
        reserved.add(bytes)
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

    private func giveBack() { budget.hold(-reserved.reset()) }
}
