/// Products as loops: for small matrices, and for those so thin that BLAS would spend its time packing them.
extension MutableMatrix {
    /// The tile's elements of x·wᵀ + b; four neurons at a time, since each sum has to wait for its last term.
    @inlinable @inline(__always)
    func plain(affine x_: MatrixView<Scalar>, _ w_: MatrixView<Scalar>, _ b_: MatrixView<Scalar>, _ tile: Tile) {
        let (k, m, end) = (x_.columns, columns, tile.columns.upperBound)
        var i = tile.rows.lowerBound
        while i < tile.rows.upperBound {
            let (x, z) = unsafe (x_.start + i &* k, start + i &* m)
            var j = tile.columns.lowerBound
            while j &+ 4 <= end {
                let (w, b) = unsafe (w_.start + j &* k, b_.start + j)
                var (z0, z1, z2, z3) = unsafe (b[0], b[1], b[2], b[3])
                var l = 0
                while l < k {
                    unsafe z0 += x[l] * w[l]
                    unsafe z1 += x[l] * w[k &+ l]
                    unsafe z2 += x[l] * w[2 &* k &+ l]
                    unsafe z3 += x[l] * w[3 &* k &+ l]
                    l &+= 1
                }
                unsafe (z[j], z[j &+ 1], z[j &+ 2], z[j &+ 3]) = (z0, z1, z2, z3)
                j &+= 4
            }
            while j < end {
                let w = unsafe w_.start + j &* k
                var (z0, l) = unsafe (b_.start[j], 0)
                while l < k {
                    unsafe z0 += x[l] * w[l]
                    l &+= 1
                }
                unsafe z[j] = z0
                j &+= 1
            }
            i &+= 1
        }
    }

    /// The tile's elements of op(a)·b, of the terms in `depth`: for each row a sum of rows of b, four at a time.
    ///
    /// - Parameters:
    ///   - transposed: whether op(a) is aᵀ
    ///   - c: where element (0, 0) goes, in memory that is laid out as this matrix is
    @inlinable @inline(__always)
    func plain(
        product a: MatrixView<Scalar>, transposed: Bool, _ b: MatrixView<Scalar>, _ depth: Range<Int>, _ tile: Tile,
        _ c: UnsafeMutablePointer<Scalar>
    ) {
        let (m, start, end) = (columns, tile.columns.lowerBound, tile.columns.upperBound)
        let (aRow, aTerm) = transposed ? (1, a.columns) : (a.columns, 1)
        var i = tile.rows.lowerBound
        while i < tile.rows.upperBound {
            let (a, c) = unsafe (a.start + i &* aRow, c + i &* m)
            var (l, j) = (depth.lowerBound, start)
            if l < depth.upperBound {
                let (a0, b) = unsafe (a[l &* aTerm], b.start + l &* m)
                while j < end {
                    unsafe c[j] = a0 * b[j]
                    j &+= 1
                }
                l &+= 1
            } else {
                while j < end {
                    unsafe c[j] = 0
                    j &+= 1
                }
            }
            while l &+ 4 <= depth.upperBound {
                let (a0, a1) = unsafe (a[l &* aTerm], a[(l &+ 1) &* aTerm])
                let (a2, a3) = unsafe (a[(l &+ 2) &* aTerm], a[(l &+ 3) &* aTerm])
                let b = unsafe b.start + l &* m
                j = start
                while j < end {
                    let (b0, b1, b2) = unsafe (b[j], b[m &+ j], b[2 &* m &+ j])
                    unsafe c[j] = (((c[j] + a0 * b0) + a1 * b1) + a2 * b2) + a3 * b[3 &* m &+ j]
                    j &+= 1
                }
                l &+= 4
            }
            while l < depth.upperBound {
                let (a0, b) = unsafe (a[l &* aTerm], b.start + l &* m)
                j = start
                while j < end {
                    unsafe c[j] += a0 * b[j]
                    j &+= 1
                }
                l &+= 1
            }
            i &+= 1
        }
    }
}
