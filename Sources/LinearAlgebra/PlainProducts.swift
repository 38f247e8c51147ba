/// Products as loops: for small matrices, and for those so thin that BLAS would spend its time packing them.
extension MutableMatrix {
    /// The tile's elements of x·wᵀ + b; four neurons at a time, since each sum has to wait for its last term.
    @inlinable
    func plain(affine x: Matrix<Scalar>, _ w: Matrix<Scalar>, _ b: Matrix<Scalar>, _ tile: Tile) {
        let (k, m) = (x.columns, columns)
        let fours = tile.columns.lowerBound + tile.columns.count / 4 * 4
        for i in tile.rows {
            let (x, z) = unsafe (x.start + i * k, start + i * m)
            var j = tile.columns.lowerBound
            while j < fours {
                let (w, b) = unsafe (w.start + j * k, b.start + j)
                var (z0, z1, z2, z3) = unsafe (b[0], b[1], b[2], b[3])
                for l in 0..<k {
                    unsafe z0 += x[l] * w[l]
                    unsafe z1 += x[l] * w[k + l]
                    unsafe z2 += x[l] * w[2 * k + l]
                    unsafe z3 += x[l] * w[3 * k + l]
                }
                unsafe (z[j], z[j + 1], z[j + 2], z[j + 3]) = (z0, z1, z2, z3)
                j += 4
            }
            while j < tile.columns.upperBound {
                let w = unsafe w.start + j * k
                var z0 = unsafe b.start[j]
                for l in 0..<k { unsafe z0 += x[l] * w[l] }
                unsafe z[j] = z0
                j += 1
            }
        }
    }

    /// The tile's elements of op(a)·b, of the terms in `depth`: for each row a sum of rows of b, four at a time.
    ///
    /// - Parameters:
    ///   - transposed: whether op(a) is aᵀ
    ///   - c: where element (0, 0) goes, in memory that is laid out as this matrix is
    @inlinable
    func plain(
        product a: Matrix<Scalar>, transposed: Bool, _ b: Matrix<Scalar>, _ depth: Range<Int>, _ tile: Tile,
        _ c: UnsafeMutablePointer<Scalar>
    ) {
        let m = columns
        let (aRow, aTerm) = transposed ? (1, a.columns) : (a.columns, 1)
        for i in tile.rows {
            let (a, c) = unsafe (a.start + i * aRow, c + i * m)
            for j in tile.columns { unsafe c[j] = 0 }
            var l = depth.lowerBound
            while l + 4 <= depth.upperBound {
                let (a0, a1) = unsafe (a[l * aTerm], a[(l + 1) * aTerm])
                let (a2, a3) = unsafe (a[(l + 2) * aTerm], a[(l + 3) * aTerm])
                let b = unsafe b.start + l * m
                for j in tile.columns {
                    unsafe c[j] = (((c[j] + a0 * b[j]) + a1 * b[m + j]) + a2 * b[2 * m + j]) + a3 * b[3 * m + j]
                }
                l += 4
            }
            while l < depth.upperBound {
                let (a0, b) = unsafe (a[l * aTerm], b.start + l * m)
                for j in tile.columns { unsafe c[j] += a0 * b[j] }
                l += 1
            }
        }
    }
}
