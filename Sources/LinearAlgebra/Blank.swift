/// Memory for a matrix, to be filled and then to be one: nobody fills it any more once there is `Matrix(blank)`.
@safe
public struct Blank<Scalar: Real> {
    @usableFromInline let rows: Int
    @usableFromInline let columns: Int
    @usableFromInline let block: Block<Scalar>
    @usableFromInline let start: UnsafeMutablePointer<Scalar>

    @inlinable
    init(_ block: Block<Scalar>, at offset: Int, rows: Int, columns: Int) {
        precondition(offset >= 0 && rows >= 0 && columns >= 0 && offset + rows * columns <= block.capacity)
        (self.rows, self.columns, self.block) = (rows, columns, block)
        unsafe start = block.start + offset
    }

    /// To be filled.
    @inlinable
    public var matrix: MutableMatrix<Scalar> {
        @_lifetime(borrow self)
        get {
            let matrix = unsafe MutableMatrix(start, rows: rows, columns: columns)
            return unsafe _overrideLifetime(matrix, borrowing: self)
        }
    }
}
