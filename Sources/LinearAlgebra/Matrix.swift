/// A matrix of `rows` × `columns` numbers, row by row in memory that it keeps; a value that never changes.
@safe
public struct Matrix<Scalar: Real>: @unchecked Sendable {
    public let rows: Int
    public let columns: Int
    @usableFromInline let block: Block<Scalar>
    /// Element (i, j) is `start[i * columns + j]`.
    @usableFromInline let start: UnsafePointer<Scalar>

    /// What has been filled.
    @inlinable
    public init(_ filled: Blank<Scalar>) {
        (rows, columns, block) = (filled.rows, filled.columns, filled.block)
        unsafe start = UnsafePointer(filled.start)
    }

    /// To be read while this is there.
    @inlinable
    public var view: MatrixView<Scalar> {
        @_lifetime(borrow self)
        get {
            let view = unsafe MatrixView(start, rows: rows, columns: columns)
            return unsafe _overrideLifetime(view, borrowing: self)
        }
    }

    /// Other rows and columns of some of the numbers, which lie `offset` numbers after the first.
    @inlinable
    public func part(at offset: Int, rows: Int, columns: Int) -> Matrix {
        precondition(offset >= 0 && rows >= 0 && columns >= 0 && offset + rows * columns <= count)
        return unsafe Matrix(block, start + offset, rows: rows, columns: columns)
    }

    @inlinable
    init(_ block: Block<Scalar>, _ start: UnsafePointer<Scalar>, rows: Int, columns: Int) {
        (self.rows, self.columns, self.block) = (rows, columns, block)
        unsafe self.start = start
    }

    /// rows × columns
    @inlinable
    public var count: Int { rows * columns }

    @inlinable
    public subscript(row: Int, column: Int) -> Scalar {
        precondition(row >= 0 && row < rows && column >= 0 && column < columns)
        return unsafe start[row * columns + column]
    }

    /// All numbers, row by row.
    @inlinable
    public var span: Span<Scalar> {
        @_lifetime(borrow self)
        get {
            let span = unsafe Span(_unsafeStart: start, count: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// Row i, `columns` numbers.
    @inlinable
    @_lifetime(borrow self)
    public func row(_ i: Int) -> Span<Scalar> {
        precondition(i >= 0 && i < rows)
        let span = unsafe Span(_unsafeStart: start + i * columns, count: columns)
        return unsafe _overrideLifetime(span, borrowing: self)
    }
}

/// Matrices of arrays, and back: each call takes memory.
extension Matrix: Equatable {
    /// - Precondition: `elements.count == rows * columns`.
    public init(rows: Int, columns: Int, elements: [Scalar]) {
        precondition(elements.count == rows * columns, "a \(rows) × \(columns) matrix of \(elements.count) elements")
        self = Matrix.made(rows: rows, columns: columns) { matrix in
            for i in elements.indices { unsafe (matrix.start + i).initialize(to: elements[i]) }
        }
    }

    /// Every element `value`.
    public init(rows: Int, columns: Int, repeating value: Scalar) {
        self = Matrix.made(rows: rows, columns: columns) {
            unsafe $0.start.initialize(repeating: value, count: $0.count)
        }
    }

    /// Made row by row.
    ///
    /// - Precondition: All rows are equally long.
    public init(_ rows: [[Scalar]]) {
        precondition(rows.allSatisfy { $0.count == rows[0].count }, "ragged rows")
        self.init(rows: rows.count, columns: rows.first?.count ?? 0, elements: rows.flatMap(\.self))
    }

    /// One row of all numbers of some matrices.
    public init(joining matrices: [Matrix]) {
        self = Matrix.made(rows: 1, columns: matrices.reduce(0) { $0 + $1.count }) { row in
            var next = unsafe row.start
            for matrix in matrices {
                unsafe next.initialize(from: matrix.start, count: matrix.count)
                unsafe next += matrix.count
            }
        }
    }

    /// Whether another's numbers lie behind this one's.
    @inlinable
    public func isFollowed(by next: Matrix) -> Bool { unsafe next.block === block && next.start == start + count }

    /// One row of this matrix's numbers and all that lie behind them in the same memory, up to another's last.
    public func row(through last: Matrix) -> Matrix {
        precondition(unsafe last.block === block && last.start >= start)
        return unsafe Matrix(block, start, rows: 1, columns: last.start + last.count - start)
    }

    /// One row.
    public init(row: [Scalar]) { self.init(rows: 1, columns: row.count, elements: row) }

    /// In memory of its own, filled by `fill`.
    @inlinable
    public static func made(rows: Int, columns: Int, _ fill: (MutableMatrix<Scalar>) -> Void) -> Matrix {
        let blank = Blank<Scalar>(Block(capacity: rows * columns), at: 0, rows: rows, columns: columns)
        fill(blank.matrix)
        return Matrix(blank)
    }

    /// All numbers, row by row.
    public var elements: [Scalar] { unsafe Array(UnsafeBufferPointer(start: start, count: count)) }

    public static func == (a: Matrix, b: Matrix) -> Bool {
        a.rows == b.rows && a.columns == b.columns && a.elements == b.elements
    }
}
