private import Synchronization

/// A value on its way to another thread, which takes it once.
public final class Once<Value: ~Copyable & Sendable>: Sendable {
    private let value: Mutex<Value?>

    public init(_ value: consuming Value) { self.value = Mutex(value) }

    /// - Precondition: Nobody has taken it.
    public func take() -> Value {
        guard let value = value.withLock({ $0.take() }) else { preconditionFailure("taken twice") }
        return value
    }
}
