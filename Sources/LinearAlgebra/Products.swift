extension MutableMatrix {
    /// Fills with x·wᵀ + b, each row of x an example and each row of w a neuron: the weighted sums of a dense layer.
    ///
    /// - Parameters:
    ///   - x: n × k
    ///   - w: m × k
    ///   - b: 1 × m
    /// - Precondition: This matrix is n × m.
    /// - Complexity: n·m·k multiplications
    @inlinable @inline(__always)
    public func fill(
        affine x: MatrixView<Scalar>, _ w: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ workers: Workers = .one
    ) {
        precondition(x.columns == w.columns && b.count == w.rows && rows == x.rows && columns == w.rows)
        if rows * columns * x.columns < plainProduct {
            plain(affine: x, w, b, all)
        } else {
            large(affine: x, w, b, workers)
        }
    }

    /// Fills with a·b.
    ///
    /// - Parameters:
    ///   - a: n × k
    ///   - b: k × m
    /// - Precondition: This matrix is n × m.
    @inlinable @inline(__always)
    public func fill(product a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ workers: Workers = .one) {
        precondition(a.columns == b.rows && rows == a.rows && columns == b.columns)
        if rows * columns * a.columns < plainProduct {
            unsafe plain(
                product: a, transposed: false, b, 0..<b.rows, all, start)
        } else {
            large(product: a, b, workers)
        }
    }

    /// Fills with aᵀ·b / divisor: a sum over the rows, which are examples; more than 1,024 of them are summed in halves.
    ///
    /// - Parameters:
    ///   - a: k × n
    ///   - b: k × m
    ///   - arena: lends memory for the halves
    /// - Precondition: This matrix is n × m.
    @inlinable @inline(__always)
    public func fill(
        transposed a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, dividedBy divisor: Scalar = 1,
        _ arena: Arena<Scalar>,
        _ workers: Workers = .one
    ) {
        precondition(a.rows == b.rows && rows == a.columns && columns == b.columns)
        if a.rows <= rowsOfAProduct, rows * columns * a.rows < plainProduct {
            unsafe plain(product: a, transposed: true, b, 0..<b.rows, all, start)
            unsafe divide(start, all, by: divisor)
        } else {
            large(transposed: a, b, dividedBy: divisor, arena, workers)
        }
    }

    /// The whole of it.
    @inlinable
    var all: Tile { Tile(rows: 0..<rows, columns: 0..<columns) }

    /// Divides some of the elements by `divisor`.
    @inlinable
    func divide(_ c: UnsafeMutablePointer<Scalar>, _ tile: Tile, by divisor: Scalar) {
        if divisor == 1 { return }
        for i in tile.rows {
            for j in tile.columns { unsafe c[i * columns + j] /= divisor }
        }
    }
}

/// Rows i and columns j of a matrix.
@usableFromInline
struct Tile: Sendable {
    @usableFromInline let rows: Range<Int>
    @usableFromInline let columns: Range<Int>

    @inlinable
    init(rows: Range<Int>, columns: Range<Int>) { (self.rows, self.columns) = (rows, columns) }

    @inlinable
    var count: Int { rows.count * columns.count }
}

/// Below this many multiplications plain loops are quicker than a BLAS call.
@usableFromInline let plainProduct = 1024
/// More rows than that are summed in halves: two products, whose results are added.
@usableFromInline let rowsOfAProduct = 1024
