private import Glibc
private import Synchronization

/// What the engine has done since the program began.
public final class EngineFigures: Sendable {
    private let exampleCount = Atomic(0)
    private let parameterCount = Atomic(0)
    private let nanoseconds = Atomic(0)

    /// Examples that went through a network.
    public var examples: Int { exampleCount.load(ordering: .relaxed) }
    /// Weights and biases of the networks, counted once a request.
    public var parameters: Int { parameterCount.load(ordering: .relaxed) }
    /// Time spent computing and writing answers, on all threads together.
    public var computeSeconds: Double { Double(nanoseconds.load(ordering: .relaxed)) / 1e9 }

    /// - Returns: The time, for `end`.
    func begin() -> Int { nanosecondsNow() }

    /// Counts an evaluation.
    func end(_ size: (examples: Int, parameters: Int), since begun: Int) {
        exampleCount.wrappingAdd(size.examples, ordering: .relaxed)
        parameterCount.wrappingAdd(size.parameters, ordering: .relaxed)
        nanoseconds.wrappingAdd(nanosecondsNow() - begun, ordering: .relaxed)
    }
}

private func nanosecondsNow() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
