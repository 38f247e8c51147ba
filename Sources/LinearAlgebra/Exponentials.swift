/// Passes over matrices of one shape that take eˣ, block by block: so the vectors of x stay near the processor.
extension MutableMatrix {
    /// Fills with tanh of every element of a matrix of this shape.
    @inlinable
    public func fill(tanh a: MatrixView<Scalar>) {
        precondition(a.rows == rows && a.columns == columns)
        unsafe start.update(from: a.start, count: count)
        unsafe Scalar.tanh(start, count: count)
    }

    /// Fills with the sigmoid of every element of a matrix of this shape.
    @inlinable
    public func fill(sigmoid z: MatrixView<Scalar>) {
        precondition(z.rows == rows && z.columns == columns)
        unsafe Scalar.sigmoid(start, z.start, count: count)
    }

    /// Fills with the derivative of the sigmoid at every z, where it is a, times the slope: all of this shape.
    @inlinable
    public func fill(sigmoidPullback z: MatrixView<Scalar>, _ a: MatrixView<Scalar>, _ slope: MatrixView<Scalar>) {
        precondition(z.rows == rows && z.columns == columns && a.rows == rows && a.columns == columns)
        precondition(slope.rows == rows && slope.columns == columns)
        unsafe Scalar.sigmoid(pullback: start, z.start, a.start, slope.start, count: count)
    }

    /// Fills with f(aᵢ, bᵢ, cᵢ, eˣ) of the elements of three matrices, where x is `exponent`(aᵢ).
    @inlinable @inline(__always)
    public func fill(
        _ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ c: MatrixView<Scalar>, exp exponent: (Scalar) -> Scalar,
        _ f: (Scalar, Scalar, Scalar, Scalar) -> Scalar
    ) {
        precondition(a.rows == rows && a.columns == columns && b.rows == rows && b.columns == columns)
        precondition(c.rows == rows && c.columns == columns)
        for first in stride(from: 0, to: count, by: exponentialsABlock) {
            let count = min(exponentialsABlock, count - first)
            let (to, a) = unsafe (start + first, a.start + first)
            let (b, c) = unsafe (b.start + first, c.start + first)
            for i in 0..<count { unsafe to[i] = exponent(a[i]) }
            unsafe Scalar.exp(to, count: count)
            for i in 0..<count { unsafe to[i] = f(a[i], b[i], c[i], to[i]) }
        }
    }

    /// Adds f(bᵢ, cᵢ, tanh x) of the elements of three matrices of this shape, where x is `argument`(aᵢ).
    @inlinable @inline(__always)
    public func add(
        _ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ c: MatrixView<Scalar>, tanh argument: (Scalar) -> Scalar,
        _ f: (Scalar, Scalar, Scalar) -> Scalar
    ) {
        precondition(a.rows == rows && a.columns == columns && b.rows == rows && b.columns == columns)
        precondition(c.rows == rows && c.columns == columns)
        unsafe withUnsafeTemporaryAllocation(of: Scalar.self, capacity: exponentialsABlock) { memory in
            guard let block = memory.baseAddress else { return }
            for first in stride(from: 0, to: count, by: exponentialsABlock) {
                let count = min(exponentialsABlock, count - first)
                let (to, a) = unsafe (start + first, a.start + first)
                let (b, c) = unsafe (b.start + first, c.start + first)
                for i in 0..<count { unsafe (block + i).initialize(to: argument(a[i])) }
                unsafe Scalar.tanh(block, count: count)
                for i in 0..<count { unsafe to[i] += f(b[i], c[i], block[i]) }
            }
        }
    }

    /// Replaces every number of row i by eˣ.
    @inlinable
    public func exponentiate(row i: Int) {
        precondition(i >= 0 && i < rows)
        unsafe Scalar.exp(start + i * columns, count: columns)
    }
}

@usableFromInline let exponentialsABlock = 1024
