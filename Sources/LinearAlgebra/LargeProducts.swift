/// Products by OpenBLAS, in tiles of the result whose shapes depend on nothing but the matrices' own: so the bits are
/// the same, whoever does the tiles.
extension MutableMatrix {
    @usableFromInline
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    func large(affine x: Matrix<Scalar>, _ w: Matrix<Scalar>, _ b: Matrix<Scalar>, _ workers: Workers) {
        let tiles = Tiles(rows: rows, columns: columns, depth: x.columns)
        workers.perform(Pieces(tiles.count, each: 1), worth: true) { numbers in
            for number in numbers {
                let tile = tiles[number]
                if rows <= thinProduct { return plain(affine: x, w, b, tile) }
                for i in tile.rows {
                    for j in tile.columns { unsafe start[i * columns + j] = b.start[j] }
                }
                unsafe blas(x, transposed: false, w, transposed: true, 0..<x.columns, tile, beta: 1, start)
            }
        }
    }

    @usableFromInline
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    func large(product a: Matrix<Scalar>, _ b: Matrix<Scalar>, _ workers: Workers) {
        let tiles = Tiles(rows: rows, columns: columns, depth: b.rows)
        workers.perform(Pieces(tiles.count, each: 1), worth: true) { numbers in
            for number in numbers {
                if rows <= thinProduct {
                    unsafe plain(product: a, transposed: false, b, 0..<b.rows, tiles[number], start)
                } else {
                    unsafe blas(a, transposed: false, b, transposed: false, 0..<b.rows, tiles[number], start)
                }
            }
        }
    }

    @usableFromInline
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    func large(
        transposed a: Matrix<Scalar>, _ b: Matrix<Scalar>, dividedBy divisor: Scalar, _ arena: Arena<Scalar>,
        _ workers: Workers
    ) {
        let usesLoops = a.rows <= thinProduct || count * min(a.rows, rowsOfAProduct) < plainProduct
        // A power of two divides without rounding, at any time.
        let factor: Scalar = !usesLoops && divisor.binade == divisor ? 1 / divisor : 1
        let rest = factor == 1 ? divisor : 1
        let halves = Halves(terms: a.rows, most: rowsOfAProduct, count: count)
        let tiles = Tiles(rows: rows, columns: columns, depth: a.rows)
        unsafe fill(halves, tiles, dividedBy: rest, arena, workers) { rows, tile, c in
            if usesLoops {
                unsafe plain(product: a, transposed: true, b, rows, tile, c)
            } else {
                unsafe blas(a, transposed: true, b, transposed: false, rows, tile, alpha: factor, c)
            }
        }
    }

    /// The tile's elements of α·op(a)·op(b) + β·c; the one place that hands memory to BLAS.
    ///
    /// - Parameters:
    ///   - depth: the terms of each sum
    ///   - c: where element (0, 0) goes, in memory that is laid out as this matrix is
    private func blas(
        _ a: Matrix<Scalar>, transposed transposeA: Bool, _ b: Matrix<Scalar>, transposed transposeB: Bool,
        _ depth: Range<Int>, _ tile: Tile, alpha: Scalar = 1, beta: Scalar = 0, _ c: UnsafeMutablePointer<Scalar>
    ) {
        let (i, j, l) = (tile.rows.lowerBound, tile.columns.lowerBound, depth.lowerBound)
        let a_ = unsafe a.start + (transposeA ? l * a.columns + i : i * a.columns + l)
        let b_ = unsafe b.start + (transposeB ? j * b.columns + l : l * b.columns + j)
        unsafe Scalar.gemm(
            rows: tile.rows.count, columns: tile.columns.count, depth: depth.count, alpha: alpha,
            a_, transposeA: transposeA, aStride: a.columns, b_, transposeB: transposeB, bStride: b.columns,
            beta: beta, c + i * columns + j, cStride: columns)
    }
}

/// How the work of a product is cut: in one tile, or in such as take about 16 million multiplications each.
@usableFromInline
struct Tiles: Sendable {
    private let rows: Pieces
    private let columns: Pieces

    init(rows: Int, columns: Int, depth: Int) {
        let work = rows * columns * depth
        let rowPieces = work < Self.worthSplitting ? 1 : (rows + 255) / 256
        let columnPieces =
            work < Self.worthSplitting ? 1 : max(1, min(columns / 64, work / rowPieces / Self.multiplicationsATile))
        self.rows = Pieces(rows, each: Self.whole((rows + rowPieces - 1) / rowPieces))
        self.columns = Pieces(columns, each: Self.whole((columns + columnPieces - 1) / columnPieces))
    }

    var count: Int { rows.count * columns.count }

    subscript(_ i: Int) -> Tile { Tile(rows: rows[i / columns.count], columns: columns[i % columns.count]) }

    /// A little more, so that BLAS has no rest that is less than its kernels take.
    private static func whole(_ length: Int) -> Int { (length + 15) / 16 * 16 }

    /// Multiplications; 100 µs and more.
    private static let worthSplitting = 2 << 20
    private static let multiplicationsATile = 8 << 20
}

/// Where a matrix has no more rows than this, or a sum no more terms, loops are quicker than BLAS.
let thinProduct = 3
