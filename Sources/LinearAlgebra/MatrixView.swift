/// A matrix to be read: some of the numbers of a `Matrix`, which outlives it, or of one that is being filled.
@safe
public struct MatrixView<Scalar: Real>: ~Escapable, @unchecked Sendable {
    public let rows: Int
    public let columns: Int
    /// Element (i, j) is `start[i * columns + j]`.
    @usableFromInline let start: UnsafePointer<Scalar>

    @inlinable
    @_lifetime(immortal)
    @unsafe init(_ start: UnsafePointer<Scalar>, rows: Int, columns: Int) {
        (self.rows, self.columns) = (rows, columns)
        unsafe self.start = start
    }

    /// rows × columns
    @inlinable
    public var count: Int { rows * columns }

    /// Other rows and columns of some of the numbers, which lie `offset` numbers after the first.
    @inlinable @inline(__always)
    @_lifetime(copy self)
    public func part(at offset: Int, rows: Int, columns: Int) -> MatrixView {
        precondition(offset >= 0 && rows >= 0 && columns >= 0 && offset + rows * columns <= count)
        let part = unsafe MatrixView(start + offset, rows: rows, columns: columns)
        return unsafe _overrideLifetime(part, copying: self)
    }

    /// Some of the rows.
    @inlinable
    @_lifetime(copy self)
    public func rows(_ range: Range<Int>) -> MatrixView {
        part(at: range.lowerBound * columns, rows: range.count, columns: columns)
    }

    /// Row i, `columns` numbers.
    @inlinable
    @_lifetime(copy self)
    public func row(_ i: Int) -> Span<Scalar> {
        precondition(i >= 0 && i < rows)
        let row = unsafe Span(_unsafeStart: start + i * columns, count: columns)
        return unsafe _overrideLifetime(row, copying: self)
    }
}
