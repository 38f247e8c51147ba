internal import EventLoop
private import Synchronization

/// Bytes that all connections together hold: requests as they come, what is computed of them, answers not yet read.
final class Budget: Sendable {
    private let held = Tally()
    private let watch: MemoryWatch
    let limit: Int
    /// So much, and what is let go of is worth giving back to the system.
    private static let much = 1 << 20

    /// - Parameter giveMemoryBack: lets go of what is kept for further requests
    init(limit: Int, giveMemoryBack: @escaping @Sendable () -> Void) {
        self.limit = limit
        watch = MemoryWatch(giveMemoryBack)
    }

    /// Bytes held now.
    var bytes: Int { held.value }

    /// Whether there is room for so many more.
    func hasRoom(for bytes: Int) -> Bool { bytes <= limit - self.bytes }

    /// Counts bytes that are there already, or gives them back where they are less than none.
    func hold(_ bytes: Int) {
        guard bytes != 0 else { return }
        held.add(bytes)
        let now = held.value
        let most = max(now, now - bytes)
        if most >= Self.much { watch.use(most) }
        if -bytes >= Self.much { watch.letGo(held: now, spare: limit / 8) }
    }

    /// Counts bytes, where there is room for them.
    func take(_ bytes: Int) -> Bool {
        guard hasRoom(for: bytes) else { return false }
        hold(bytes)
        return true
    }
}

/// How many connections there are, in all and from each network.
final class Doorkeeper: Sendable {
    private struct Count {
        var all = 0
        var networks: [Address: Int] = [:]
    }

    private let count = Mutex(Count())
    private let limit: Int
    private let limitPerClient: Int

    init(limit: Int, perClient: Int) {
        (self.limit, limitPerClient) = (limit, perClient)
    }

    var connections: Int { count.withLock(\.all) }

    /// - Returns: A place, given back when its owner lets go of it; `nil` where there is none.
    func admit(_ address: Address) -> Place? {
        let network = address.network
        let isAdmitted = count.withLock { count in
            let before = count.networks[network, default: 0]
            guard count.all < limit, before < limitPerClient else { return false }
            count.all += 1
            count.networks[network] = before + 1
            return true
        }
        return isAdmitted ? Place(self, network) : nil
    }

    private func leave(_ network: Address) {
        count.withLock { count in
            count.all -= 1
            count.networks[network, default: 1] -= 1
            if count.networks[network] == 0 { count.networks[network] = nil }
        }
    }

    final class Place {
        private let doorkeeper: Doorkeeper
        private let network: Address

        fileprivate init(_ doorkeeper: Doorkeeper, _ network: Address) {
            (self.doorkeeper, self.network) = (doorkeeper, network)
        }

        deinit { doorkeeper.leave(network) }
    }
}
