private import Glibc
private import Processors

/// What the engine has done since the program began.
public final class EngineFigures: Sendable {
    private struct Counts {
        var examples = 0
        var parameters = 0
        var nanoseconds = 0
    }

    private let counts = PerProcessor(Counts())

    private func sum(_ count: (Counts) -> Int) -> Int { counts.all.reduce(0) { $0 &+ count($1) } }

    /// Examples that went through a network.
    public var examples: Int { sum(\.examples) }
    /// Weights, biases and slopes of the networks, counted once a request.
    public var parameters: Int { sum(\.parameters) }
    /// Time spent computing and writing answers, on all threads together.
    public var computeSeconds: Double { Double(sum(\.nanoseconds)) / 1e9 }

    /// - Returns: The time, for `end`.
    func begin() -> Int { nanosecondsNow() }

    /// Counts an evaluation.
    func end(_ size: (examples: Int, parameters: Int), since begun: Int) {
        let nanoseconds = nanosecondsNow() - begun
        counts.withLock { counts in
            counts.examples &+= size.examples
            counts.parameters &+= size.parameters
            counts.nanoseconds &+= nanoseconds
        }
    }
}

private func nanosecondsNow() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
