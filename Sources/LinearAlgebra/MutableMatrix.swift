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
    @inlinable
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

    /// Fills row after row.
    ///
    /// - Parameter body: fills row i, `columns` numbers
    @inlinable
    public func fillRows(_ workers: Workers = .one, _ body: @Sendable (Int, inout MutableSpan<Scalar>) -> Void) {
        let pieces = Pieces(rows, each: (elementsAPiece + columns - 1) / max(columns, 1))
        workers.perform(pieces, worth: count >= elementsWorthSplitting) { rows in
            for i in rows {
                var row = unsafe MutableSpan(_unsafeStart: start + i * columns, count: columns)
                body(i, &row)
            }
        }
    }

    /// Fills row after row, with memory beside.
    ///
    /// - Parameters:
    ///   - room: so many numbers of memory for each row
    ///   - arena: lends it
    ///   - body: fills row i, and may use the memory
    @inlinable
    public func fillRows(
        borrowing room: Int, _ arena: Arena<Scalar>, _ workers: Workers = .one,
        _ body: @Sendable (Int, inout MutableSpan<Scalar>, inout MutableSpan<Scalar>) -> Void
    ) {
        arena.lend(rows * room) { memory in
            fillRows(workers) { i, row in
                var memory = unsafe MutableSpan(_unsafeStart: memory.start + i * room, count: room)
                body(i, &row, &memory)
            }
        }
    }

    /// Fills with f of every element of a matrix of this shape.
    @inlinable
    public func fill(_ a: Matrix<Scalar>, _ workers: Workers = .one, _ f: @Sendable (Scalar) -> Scalar) {
        precondition(a.rows == rows && a.columns == columns)
        workers.perform(Pieces(count, each: elementsAPiece), worth: count >= elementsWorthSplitting) { places in
            for i in places { unsafe start[i] = f(a.start[i]) }
        }
    }

    /// Fills with f of the elements of two matrices of this shape, place by place.
    @inlinable
    public func fill(
        _ a: Matrix<Scalar>, _ b: Matrix<Scalar>, _ workers: Workers = .one, _ f: @Sendable (Scalar, Scalar) -> Scalar
    ) {
        precondition(a.rows == rows && a.columns == columns && b.rows == rows && b.columns == columns)
        workers.perform(Pieces(count, each: elementsAPiece), worth: count >= elementsWorthSplitting) { places in
            for i in places { unsafe start[i] = f(a.start[i], b.start[i]) }
        }
    }

    /// Fills with f of the elements of three matrices of this shape, place by place.
    @inlinable
    public func fill(
        _ a: Matrix<Scalar>, _ b: Matrix<Scalar>, _ c: Matrix<Scalar>, _ workers: Workers = .one,
        _ f: @Sendable (Scalar, Scalar, Scalar) -> Scalar
    ) {
        precondition(a.rows == rows && a.columns == columns && b.rows == rows && b.columns == columns)
        precondition(c.rows == rows && c.columns == columns)
        workers.perform(Pieces(count, each: elementsAPiece), worth: count >= elementsWorthSplitting) { places in
            for i in places { unsafe start[i] = f(a.start[i], b.start[i], c.start[i]) }
        }
    }

    /// Fills a row of n with Σⱼ f(aᵢⱼ, bᵢⱼ) of every row i of two n × m matrices.
    @inlinable
    public func fill(
        rowSums a: Matrix<Scalar>, _ b: Matrix<Scalar>, _ workers: Workers = .one,
        _ f: @Sendable (Scalar, Scalar) -> Scalar
    ) {
        precondition(a.rows == count && b.rows == count && a.columns == b.columns)
        let pieces = Pieces(count, each: (elementsAPiece + a.columns - 1) / max(a.columns, 1))
        workers.perform(pieces, worth: a.count >= elementsWorthSplitting) { rows in
            for i in rows {
                var sum: Scalar = 0
                for j in i * a.columns..<(i + 1) * a.columns { unsafe sum += f(a.start[j], b.start[j]) }
                unsafe start[i] = sum
            }
        }
    }
}
