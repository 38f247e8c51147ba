/// So many terms are added one after the other; more of them in halves, whose sums are added.
///
/// The error of a sum in halves grows with the logarithm of the number of terms, that of a plain one with the number.
/// Source: N. Higham, "The accuracy of floating point summation", 1993, §3.
@usableFromInline let plainSum = 64

/// x₀ + x₁ + …, in halves.
@inlinable
public func pairwiseSum<Scalar: Real>(_ x: ArraySlice<Scalar>) -> Scalar {
    if x.count <= plainSum { return x.reduce(0, +) }
    let middle = x.startIndex + x.count / 2
    return pairwiseSum(x[..<middle]) + pairwiseSum(x[middle...])
}

extension Matrix {
    /// The sum of each column, in halves; `columns` numbers.
    @inlinable
    public func columnSums() -> [Scalar] { columnSums(0..<rows) }

    @inlinable
    func columnSums(_ range: Range<Int>) -> [Scalar] {
        if range.count > plainSum {
            let middle = range.lowerBound + range.count / 2
            let (first, second) = (columnSums(range.lowerBound..<middle), columnSums(middle..<range.upperBound))
            return zip(first, second).map { $0 + $1 }
        }
        var sums = [Scalar](repeating: 0, count: columns)
        for i in range { for j in 0..<columns { sums[j] += elements[i * columns + j] } }
        return sums
    }
}
