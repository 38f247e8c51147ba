private import CLinux
public import Synchronization

/// A value for each processor, with a lock: what threads on different processors change all the time would else go from
/// one's cache to the other's, which takes longer than most changes.
///
/// A thread may move to another processor at any time, and processors may share a value where there are many: so each
/// use is of some value, most often the one that was used here before.
@safe public final class PerProcessor<Value: Sendable>: @unchecked Sendable {
    @usableFromInline
    struct Slot: ~Copyable {
        @usableFromInline let value: Mutex<Value>
        /// What lies beside it is another processor's; caches work by pairs of lines.
        private let padding: InlineArray<16, UInt64> = .init(repeating: 0)

        init(_ value: Value) { self.value = Mutex(value) }
    }

    @usableFromInline let slots: UnsafeMutablePointer<Slot>
    @usableFromInline static var count: Int { 16 }

    /// - Parameter value: what each begins with
    public init(_ value: Value) {
        unsafe slots = .allocate(capacity: Self.count)
        for i in 0..<Self.count { unsafe (slots + i).initialize(to: Slot(value)) }
    }

    deinit {
        unsafe slots.deinitialize(count: Self.count)
        unsafe slots.deallocate()
    }

    /// Lends this processor's value.
    @inlinable
    public func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        unsafe slots[processor() & (Self.count - 1)].value.withLock { body(&$0) }
    }

    /// Lends every value, one after another.
    public func forEach(_ body: (inout Value) -> Void) {
        for i in 0..<Self.count { unsafe slots[i].value.withLock { body(&$0) } }
    }

    /// All values, one after another.
    public var all: [Value] { (0..<Self.count).map { i in unsafe slots[i].value.withLock { $0 } } }
}

/// Things that wait to be used again.
extension PerProcessor {
    /// One that was used on this processor, where one waits.
    @inlinable
    public func take<Element>() -> Element? where Value == [Element] { withLock { $0.popLast() } }

    /// Keeps one, unless so many wait already.
    @inlinable
    public func giveBack<Element>(_ element: Element, atMost most: Int) where Value == [Element] {
        withLock { if $0.count < most { $0.append(element) } }
    }
}

/// The number of the processor that this thread is on, or was a moment ago.
@usableFromInline
func processor() -> Int { max(0, Int(sched_getcpu())) }
