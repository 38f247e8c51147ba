private import Synchronization

/// A number that threads count together.
final class Tally: Sendable {
    private let count: Atomic<Int>

    init(_ count: Int = 0) {
        self.count = Atomic(count)
    }

    var value: Int { count.load(ordering: .relaxed) }

    func add(_ number: Int) { count.wrappingAdd(number, ordering: .relaxed) }

    /// - Returns: What it was before it became 0.
    func reset() -> Int { count.exchange(0, ordering: .relaxed) }
}
