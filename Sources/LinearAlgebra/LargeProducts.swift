/// Products by OpenBLAS, in tiles of the result whose shapes depend on nothing but the matrices' own: so the bits are
/// the same, whoever does the tiles.
extension MutableMatrix {
    @usableFromInline
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    func large(affine x: MatrixView<Scalar>, _ w: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ workers: Workers) {
        let tiles = Tiles(rows: rows, columns: columns, depth: x.columns, worth: worthSplitting(thinness: rows))
        workers.perform(tiles: tiles.count) { number in
            let tile = tiles[number]
            if rows <= thinProduct { return plain(affine: x, w, b, tile) }
            for i in tile.rows {
                for j in tile.columns { unsafe start[i * columns + j] = b.start[j] }
            }
            unsafe blas(x, transposed: false, w, transposed: true, 0..<x.columns, tile, beta: 1, start)
        }
    }

    @usableFromInline
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    func large(product a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ workers: Workers) {
        let tiles = Tiles(rows: rows, columns: columns, depth: b.rows, worth: worthSplitting(thinness: rows))
        workers.perform(tiles: tiles.count) { number in
            if rows <= thinProduct {
                unsafe plain(product: a, transposed: false, b, 0..<b.rows, tiles[number], start)
            } else {
                unsafe blas(a, transposed: false, b, transposed: false, 0..<b.rows, tiles[number], start)
            }
        }
    }

    @usableFromInline
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    func large(
        transposed a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, dividedBy divisor: Scalar, _ arena: Arena<Scalar>,
        _ workers: Workers
    ) {
        let usesLoops = a.rows <= thinProduct || count * min(a.rows, rowsOfAProduct) < plainProduct
        // A power of two divides without rounding, at any time.
        let factor: Scalar = !usesLoops && divisor.binade == divisor ? 1 / divisor : 1
        let rest = factor == 1 ? divisor : 1
        let halves = Halves(terms: a.rows, most: rowsOfAProduct, count: count)
        let tiles = Tiles(rows: rows, columns: columns, depth: a.rows, worth: worthSplitting(thinness: a.rows))
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
        _ a: MatrixView<Scalar>, transposed transposeA: Bool, _ b: MatrixView<Scalar>, transposed transposeB: Bool,
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

/// Where a matrix has no more rows than this, or a sum no more terms, loops are quicker than BLAS.
let thinProduct = 3

/// Multiplications that take 100 µs and more: thin products wait for memory, the others do not.
private func worthSplitting(thinness: Int) -> Int { thinness <= thinProduct ? 1 << 18 : 2 << 20 }
