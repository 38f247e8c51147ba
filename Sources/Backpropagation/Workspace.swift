public import LinearAlgebra

/// Memory for evaluations, one after another: from the second of its kind on, an evaluation takes none from the system.
///
/// One thread at a time uses a workspace. Results may be kept as long as they are wanted: memory that they lie in is
/// used again when they are gone, and not before.
public final class Workspace<Scalar: Real> {
    /// Where results are put, and where a network and its examples may be.
    public let arena = Arena<Scalar>()
    /// Who does the pieces of long steps.
    public let workers: Workers
    /// Where the gradient of a single example is put.
    let example = Arena<Scalar>()

    public init(workers: Workers = .one) { self.workers = workers }

    /// Numbers that there is memory for.
    public var capacity: Int { arena.capacity + example.capacity }

    /// Begins the next evaluation.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func reset() {
        arena.reset()
        example.reset()
    }
}
