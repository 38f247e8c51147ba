/// √Σ x², where the squares may be too large for the format, or too small.
@inlinable
public func norm<Scalar: Real>(of x: Span<Scalar>) -> Scalar {
    var (sum, largest): (Scalar, Scalar) = (0, 0)
    for j in x.indices { largest = max(largest, abs(x[j])) }
    guard largest > 0, largest.isFinite else { return largest }
    for j in x.indices { sum += (x[j] / largest) * (x[j] / largest) }
    return largest * sum.squareRoot()
}

/// √(x² + y²) of two lengths, likewise.
@inlinable
public func hypotenuse<Scalar: Real>(_ x: Scalar, _ y: Scalar) -> Scalar {
    let (longer, shorter) = x > y ? (x, y) : (y, x)
    guard longer > 0, longer.isFinite else { return x + y }
    let ratio = shorter / longer
    return longer * (1 + ratio * ratio).squareRoot()
}
