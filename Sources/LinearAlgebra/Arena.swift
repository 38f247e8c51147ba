/// Memory in which matrices are made one after another, to be used again when nobody reads them any more.
///
/// It is one block, which grows to what was needed: from the second time on, the same work takes no new memory.
public final class Arena<Scalar: Real> {
    /// Nothing is called while it is read or changed, so that no other access can meet.
    @exclusivity(unchecked) @usableFromInline var state: State

    @usableFromInline
    struct State {
        @usableFromInline var block: Block<Scalar>
        /// Numbers of the block that are given away.
        @usableFromInline var used = 0
        /// Numbers given away in blocks before this one, since `reset`.
        @usableFromInline var usedBefore = 0
        /// The most numbers in use at a time, since `reset`.
        @usableFromInline var most = 0

        @inlinable
        init(_ block: Block<Scalar>) { self.block = block }
    }

    /// - Parameter capacity: numbers that there is room for at first
    public init(capacity: Int = 0) { unsafe state = State(Block(capacity: capacity)) }

    /// The numbers that there is room for.
    public var capacity: Int { unsafe state.block.capacity }

    /// Begins again: the memory is used again, unless a matrix still lies in it, which then keeps it for itself.
    @inlinable
    public func reset() {
        let needed = unsafe state.most
        unsafe (state.used, state.usedBefore, state.most) = (0, 0, 0)
        if unsafe needed <= state.block.capacity && isKnownUniquelyReferenced(&state.block) { return }
        replace(needed)
    }

    @usableFromInline
    func replace(_ capacity: Int) { unsafe state.block = Block(capacity: capacity) }

    /// Memory for a matrix.
    @inlinable
    public func blank(rows: Int, columns: Int) -> Blank<Scalar> {
        let count = rows * columns
        if unsafe count > state.block.capacity - state.used { grow(count) }
        let offset = unsafe state.used
        unsafe state.used = offset + count
        unsafe state.most = max(state.most, state.usedBefore + offset + count)
        return unsafe Blank(state.block, at: offset, rows: rows, columns: columns)
    }

    /// Makes room for so many numbers, which then lie one after another.
    public func reserve(_ count: Int) {
        if unsafe count > state.block.capacity - state.used { grow(count) }
    }

    @usableFromInline
    func grow(_ count: Int) {
        unsafe state.usedBefore += state.used
        unsafe state.used = 0
        unsafe state.block = Block(capacity: max(count, 2 * state.block.capacity))
    }

    /// A matrix that is there while `body` works, which may lend others, but make none that stay.
    @inlinable
    public func lend(rows: Int, columns: Int, _ body: (MutableMatrix<Scalar>) -> Void) {
        let blank = blank(rows: rows, columns: columns)
        body(blank.matrix)
        // Where the arena has grown since, it lies in a block that nothing more is taken of.
        if unsafe blank.block === state.block { unsafe state.used -= rows * columns }
    }

    /// A matrix filled by `fill`, row by row and entirely.
    @inlinable
    public func matrix<Failure>(
        rows: Int, columns: Int, _ fill: (inout MutableSpan<Scalar>) throws(Failure) -> Void
    ) throws(Failure) -> Matrix<Scalar> {
        let blank = blank(rows: rows, columns: columns)
        var span = unsafe MutableSpan(_unsafeStart: blank.start, count: rows * columns)
        try fill(&span)
        return Matrix(blank)
    }

    /// A matrix of numbers that are there, each rounded to this precision.
    @inlinable
    public func matrix(rows: Int, columns: Int, copying numbers: Span<Double>) -> Matrix<Scalar> {
        precondition(numbers.count == rows * columns, "a \(rows) × \(columns) matrix of \(numbers.count) numbers")
        return matrix(rows: rows, columns: columns) { span in
            for i in numbers.indices { span[i] = Scalar(numbers[i]) }
        }
    }
}
