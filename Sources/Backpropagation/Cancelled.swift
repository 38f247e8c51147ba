/// Nobody waits for the result any more.
public struct Cancelled: Error {
    public init() {}
}

/// Asked between the steps of a computation, none of which takes longer than a product of two matrices.
public typealias Checkpoint = () throws(Cancelled) -> Void
