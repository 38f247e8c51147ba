private import Dispatch
private import EventLoop
private import Synchronization

/// Gives memory back to the system when little has been held for a second or two; while large requests follow one
/// another, each finds the memory of those before.
final class MemoryWatch: Sendable {
    /// Since it was looked last.
    private let isUsed = Atomic(false)
    private let isWatching = Atomic(false)

    /// Much is held, or was until now.
    func use() {
        guard !isUsed.load(ordering: .relaxed) else { return }
        isUsed.store(true, ordering: .relaxed)
        if !isWatching.exchange(true, ordering: .relaxed) { watch() }
    }

    private func watch() {
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(1)) { [self] in
            if isUsed.exchange(false, ordering: .relaxed) { return watch() }
            isWatching.store(false, ordering: .relaxed)
            giveMemoryBack()
        }
    }
}
