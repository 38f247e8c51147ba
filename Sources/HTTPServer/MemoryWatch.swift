private import Dispatch
private import EventLoop
private import Synchronization

/// Gives memory back to the system when little has been held for a second or two, or when there is much more of it than
/// is held; else, while large requests follow one another, each finds the memory of those before.
final class MemoryWatch: Sendable {
    /// Bytes held at a time, since it was looked last; none where that never was much.
    private let mostHeld = Atomic(0)
    private let isWatching = Atomic(false)
    private let isGivingBack = Atomic(false)
    private let giveBackKept: @Sendable () -> Void
    /// What a process takes up that holds nothing, and a little more.
    private static let base = 32 << 20

    /// - Parameter giveBackKept: lets go of what is kept for further requests
    init(_ giveBackKept: @escaping @Sendable () -> Void) { self.giveBackKept = giveBackKept }

    /// Much is held, or was until now: so many bytes.
    func use(_ bytes: Int) {
        guard bytes > mostHeld.load(ordering: .relaxed) else { return }
        mostHeld.max(bytes, ordering: .sequentiallyConsistent)
        startWatching()
    }

    /// Much has been let go of.
    ///
    /// - Parameters:
    ///   - held: bytes that are held still
    ///   - spare: so many more may be kept for who comes next
    func letGo(held: Int, spare: Int) {
        guard residentMemory() > held + spare + Self.base,
            !isGivingBack.exchange(true, ordering: .relaxed)
        else { return }
        DispatchQueue.global().async { [self] in
            giveBack()
            isGivingBack.store(false, ordering: .relaxed)
        }
    }

    private func startWatching() {
        if !isWatching.exchange(true, ordering: .sequentiallyConsistent) { watch() }
    }

    /// Looks in a second, and in every one thereafter in which much is held.
    private func watch() {
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(1)) { [self] in
            let most = mostHeld.exchange(0, ordering: .sequentiallyConsistent)
            if most == 0 || residentMemory() > most + Self.base { giveBack() }
            if most > 0 { return watch() }
            isWatching.store(false, ordering: .sequentiallyConsistent)
            // Who came meanwhile found it watching still.
            if mostHeld.load(ordering: .sequentiallyConsistent) > 0 { startWatching() }
        }
    }

    private func giveBack() {
        giveBackKept()
        giveMemoryBack()
    }
}
