/// Memory in which matrices are made one after another, to be used again when nobody reads them any more.
///
/// It is one block, which grows to what was needed: from the second time on, the same work takes no new memory.
public final class Arena<Scalar: Real> {
    private var block: Block<Scalar>
    /// Numbers of the block that are given away.
    private var used = 0
    /// Numbers given away in blocks before this one, since `reset`.
    private var usedBefore = 0
    /// The most numbers in use at a time, since `reset`.
    private var most = 0

    /// - Parameter capacity: numbers that there is room for at first
    public init(capacity: Int = 0) { block = Block(capacity: capacity) }

    /// The numbers that there is room for.
    public var capacity: Int { block.capacity }

    /// Begins again: the memory is used again, unless a matrix still lies in it, which then keeps it for itself.
    ///
    /// - Parameter most: more memory than for so many numbers is given back
    public func reset(keepingAtMost most: Int = .max) {
        let needed = self.most
        (used, usedBefore, self.most) = (0, 0, 0)
        if needed <= block.capacity, block.capacity <= most, isKnownUniquelyReferenced(&block) { return }
        block = Block(capacity: needed <= most ? needed : 0)
    }

    private func advance(_ count: Int) {
        used += count
        most = max(most, usedBefore + used)
    }

    private func grow(_ count: Int) {
        usedBefore += used
        used = 0
        block = Block(capacity: max(count, 2 * block.capacity))
    }

    /// Memory for `count` numbers while `body` works.
    @inlinable
    func lend(_ count: Int, _ body: (MutableMatrix<Scalar>) -> Void) {
        body(blank(rows: 1, columns: count))
        takeBack(count)
    }

    @usableFromInline
    func takeBack(_ count: Int) { used -= count }

    /// A matrix to be filled.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func blank(rows: Int, columns: Int) -> MutableMatrix<Scalar> {
        let count = rows * columns
        if count > block.capacity - used { grow(count) }
        let matrix = MutableMatrix(block, at: used, rows: rows, columns: columns)
        advance(count)
        return matrix
    }

    /// A matrix filled by `fill`, row by row and entirely.
    @inlinable
    public func matrix<Failure>(
        rows: Int, columns: Int, _ fill: (inout MutableSpan<Scalar>) throws(Failure) -> Void
    ) throws(Failure) -> Matrix<Scalar> {
        let matrix = blank(rows: rows, columns: columns)
        var span = unsafe MutableSpan(_unsafeStart: matrix.start, count: matrix.count)
        try fill(&span)
        return Matrix(matrix)
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
