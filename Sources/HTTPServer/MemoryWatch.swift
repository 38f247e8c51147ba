private import Dispatch
private import EventLoop
private import Synchronization

/// Gives memory back to the system when little has been held for a second or two, or when there is much more of it than
/// is held; else, while large requests follow one another, each finds the memory of those before.
final class MemoryWatch: Sendable {
    /// Since it was looked last.
    private let isUsed = Atomic(false)
    private let isWatching = Atomic(false)
    private let isGivingBack = Atomic(false)
    private let giveBackKept: @Sendable () -> Void

    /// - Parameter giveBackKept: lets go of what is kept for further requests
    init(_ giveBackKept: @escaping @Sendable () -> Void) { self.giveBackKept = giveBackKept }

    /// Much is held, or was until now.
    func use() {
        guard !isUsed.load(ordering: .relaxed) else { return }
        isUsed.store(true, ordering: .relaxed)
        if !isWatching.exchange(true, ordering: .relaxed) { watch() }
    }

    /// Much has been let go of.
    ///
    /// - Parameters:
    ///   - held: bytes that are held still
    ///   - spare: so many more may be kept for who comes next
    func letGo(held: Int, spare: Int) {
        guard residentMemory() > held + spare, !isGivingBack.exchange(true, ordering: .relaxed) else { return }
        DispatchQueue.global().async { [self] in
            giveBack()
            isGivingBack.store(false, ordering: .relaxed)
        }
    }

    private func watch() {
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(1)) { [self] in
            if isUsed.exchange(false, ordering: .relaxed) { return watch() }
            isWatching.store(false, ordering: .relaxed)
            giveBack()
        }
    }

    private func giveBack() {
        giveBackKept()
        giveMemoryBack()
    }
}
