/// A matrix that is being filled, every element once: some of the memory of a `Blank`, which outlives it.
///
/// Threads may fill different rows at the same time.
@safe
public struct MutableMatrix<Scalar: Real>: ~Escapable, @unchecked Sendable {
    public let rows: Int
    public let columns: Int
    /// Element (i, j) is `start[i * columns + j]`.
    @usableFromInline let start: UnsafeMutablePointer<Scalar>

    @inlinable
    @_lifetime(immortal)
    @unsafe init(_ start: UnsafeMutablePointer<Scalar>, rows: Int, columns: Int) {
        (self.rows, self.columns) = (rows, columns)
        unsafe self.start = start
    }

    /// rows × columns
    @inlinable
    public var count: Int { rows * columns }

    /// What has been filled, to be read.
    @inlinable
    public var view: MatrixView<Scalar> {
        @_lifetime(copy self)
        get {
            let view = unsafe MatrixView(UnsafePointer(start), rows: rows, columns: columns)
            return unsafe _overrideLifetime(view, copying: self)
        }
    }

    /// Other rows and columns of some of the numbers, which lie `offset` numbers after the first.
    @inlinable @inline(__always)
    @_lifetime(copy self)
    public func part(at offset: Int, rows: Int, columns: Int) -> MutableMatrix {
        precondition(offset >= 0 && rows >= 0 && columns >= 0 && offset + rows * columns <= count)
        let part = unsafe MutableMatrix(start + offset, rows: rows, columns: columns)
        return unsafe _overrideLifetime(part, copying: self)
    }

    /// Some of the rows.
    @inlinable
    @_lifetime(copy self)
    public func rows(_ range: Range<Int>) -> MutableMatrix {
        part(at: range.lowerBound * columns, rows: range.count, columns: columns)
    }

    /// Row i, to be filled.
    @inlinable
    @_lifetime(copy self)
    public func row(_ i: Int) -> MutableSpan<Scalar> {
        precondition(i >= 0 && i < rows)
        let row = unsafe MutableSpan(_unsafeStart: start + i * columns, count: columns)
        return unsafe _overrideLifetime(row, copying: self)
    }
}
