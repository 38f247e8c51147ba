private import Dispatch
internal import HTTPWire

/// Where long computations run, so that no event loop waits for them: Dispatch's own pool, a thread a core.
enum ComputePool {
    /// Runs `work` on another thread and hands its answer to `completion` there.
    static func run(_ work: @escaping @Sendable () -> Response, completion: @escaping @Sendable (Response) -> Void) {
        DispatchQueue.global().async { completion(work()) }
    }
}
