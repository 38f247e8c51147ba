/// How long a loop that has nothing to do looks for events before it sleeps: as long as it has worked, and 0.2 ms at most.
///
/// To wake up takes longer than a small request does: 40 µs where the processor is a virtual one that has gone to sleep.
/// So a loop with much to do is better awake when the next event comes. All looking takes no longer than all work does, and
/// a loop with nothing to do sleeps.
struct Lookout {
    private static let longest: Nanoseconds = 200_000
    /// Time worked that has not been spent on looking.
    private var credit: Nanoseconds = 0
    /// When the last work was done.
    private var since = Instant.now

    /// Whether to look rather than sleep.
    var isWorthwhile: Bool { credit > 0 }

    /// Nothing has come until `now`.
    mutating func found(nothingAt now: Instant) {
        if now - since >= credit { credit = 0 }
    }

    /// Events came at `begin`, and what they asked for was done at `end`.
    mutating func worked(from begin: Instant, to end: Instant) {
        let left = max(0, credit - (begin - since))
        credit = min(left + (end - begin), Self.longest)
        since = end
    }
}
