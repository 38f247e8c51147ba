/// A matrix that is being filled: every element once, and then it is a `Matrix`.
///
/// Threads may fill different rows at the same time.
@safe
public struct MutableMatrix<Scalar: Real>: @unchecked Sendable {
    public let rows: Int
    public let columns: Int
    @usableFromInline let block: Block<Scalar>
    /// Element (i, j) is `start[i * columns + j]`.
    @usableFromInline let start: UnsafeMutablePointer<Scalar>

    @inlinable
    init(_ block: Block<Scalar>, at offset: Int, rows: Int, columns: Int) {
        precondition(offset >= 0 && rows >= 0 && columns >= 0 && offset + rows * columns <= block.capacity)
        (self.rows, self.columns, self.block) = (rows, columns, block)
        unsafe start = block.start + offset
    }

    /// Other rows and columns of some of the numbers, which lie `offset` numbers after the first.
    @inlinable @inline(__always)
    public func part(at offset: Int, rows: Int, columns: Int) -> MutableMatrix {
        precondition(offset >= 0 && rows >= 0 && columns >= 0 && offset + rows * columns <= count)
        return unsafe MutableMatrix(block, start + offset, rows: rows, columns: columns)
    }

    @inlinable
    init(_ block: Block<Scalar>, _ start: UnsafeMutablePointer<Scalar>, rows: Int, columns: Int) {
        (self.rows, self.columns, self.block) = (rows, columns, block)
        unsafe self.start = start
    }

    /// rows × columns
    @inlinable
    public var count: Int { rows * columns }
}
