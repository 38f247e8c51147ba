/// So many terms are added one after the other; more of them in halves, whose sums are added.
///
/// The error of a sum in halves grows with the logarithm of the number of terms, that of a plain one with the number.
/// Source: N. Higham, "The accuracy of floating point summation", 1993, §3.
@usableFromInline let plainSum = 64

/// x₀ + x₁ + …, in halves.
@inlinable
public func pairwiseSum<Scalar: Real>(_ x: Span<Scalar>) -> Scalar {
    if x.count <= plainSum {
        var sum: Scalar = 0
        for i in x.indices { sum += x[i] }
        return sum
    }
    let middle = x.count / 2
    return pairwiseSum(x.extracting(..<middle)) + pairwiseSum(x.extracting(middle...))
}

extension MutableMatrix {
    /// Fills a row of m with the sum of each column of an n × m matrix, in halves, divided by `divisor`.
    ///
    /// - Parameter arena: lends memory for the halves
    @inlinable @inline(__always)
    public func fill(
        columnSums a: MatrixView<Scalar>, dividedBy divisor: Scalar = 1, _ arena: Arena<Scalar>,
        _ workers: Workers = .one
    ) {
        precondition(rows == 1 && columns == a.columns)
        if a.rows <= plainSum {
            unsafe add(a, 0..<a.rows, start)
            unsafe divide(start, all, by: divisor)
        } else {
            large(columnSums: a, dividedBy: divisor, arena, workers)
        }
    }

    @usableFromInline
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    func large(columnSums a: MatrixView<Scalar>, dividedBy divisor: Scalar, _ arena: Arena<Scalar>, _ workers: Workers)
    {
        let halves = Halves(terms: a.rows, most: plainSum, count: count)
        let all = Tiles(rows: 1, columns: columns, depth: 0)
        unsafe fill(halves, all, dividedBy: divisor, arena, workers) { rows, _, sums in unsafe add(a, rows, sums) }
    }

    /// The sums of some rows of `a`.
    @inlinable @inline(__always)
    func add(_ a: MatrixView<Scalar>, _ rows: Range<Int>, _ sums: UnsafeMutablePointer<Scalar>) {
        var (i, j) = (rows.lowerBound, 0)
        while j < columns {
            unsafe sums[j] = 0
            j &+= 1
        }
        while i < rows.upperBound {
            let row = unsafe a.start + i &* columns
            j = 0
            while j < columns {
                unsafe sums[j] += row[j]
                j &+= 1
            }
            i &+= 1
        }
    }
}
