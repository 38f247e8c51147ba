private import Synchronization

/// Passes over matrices of one shape, element by element or row by row.
extension MutableMatrix {
    /// Fills with f of every element of a matrix of this shape.
    @inlinable @inline(__always)
    public func fill(_ a: MatrixView<Scalar>, _ f: (Scalar) -> Scalar) {
        precondition(a.rows == rows && a.columns == columns)
        let (to, a) = unsafe (start, a.start)
        for i in 0..<count { unsafe to[i] = f(a[i]) }
    }

    /// Fills with f of the elements of two matrices of this shape, place by place.
    @inlinable @inline(__always)
    public func fill(_ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ f: (Scalar, Scalar) -> Scalar) {
        precondition(a.rows == rows && a.columns == columns && b.rows == rows && b.columns == columns)
        let (to, a, b) = unsafe (start, a.start, b.start)
        for i in 0..<count { unsafe to[i] = f(a[i], b[i]) }
    }

    /// Fills with f of the elements of three matrices of this shape, place by place.
    @inlinable @inline(__always)
    public func fill(
        _ a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ c: MatrixView<Scalar>,
        _ f: (Scalar, Scalar, Scalar) -> Scalar
    ) {
        precondition(a.rows == rows && a.columns == columns && b.rows == rows && b.columns == columns)
        precondition(c.rows == rows && c.columns == columns)
        let (to, a, b, c) = unsafe (start, a.start, b.start, c.start)
        for i in 0..<count { unsafe to[i] = f(a[i], b[i], c[i]) }
    }

    /// Fills a row of n with Σⱼ f(aᵢⱼ, bᵢⱼ) of every row i of two n × m matrices.
    @inlinable @inline(__always)
    public func fill(rowSums a: MatrixView<Scalar>, _ b: MatrixView<Scalar>, _ f: (Scalar, Scalar) -> Scalar) {
        precondition(a.rows == count && b.rows == count && a.columns == b.columns)
        let (to, m) = unsafe (start, a.columns)
        for i in 0..<count {
            let (a, b) = unsafe (a.start + i * m, b.start + i * m)
            var sum: Scalar = 0
            for j in 0..<m { unsafe sum += f(a[j], b[j]) }
            unsafe to[i] = sum
        }
    }
}

extension Workers {
    /// Does `body` for pieces of the rows of a matrix, or for all where a pass over it is too short for another thread to
    /// take a part.
    @inlinable @inline(__always)
    public func perform<Scalar>(piecesOf matrix: MatrixView<Scalar>, _ body: @Sendable (Range<Int>) -> Void) {
        if matrix.count < elementsWorthSplitting { body(0..<matrix.rows) } else { split(matrix, body) }
    }

    /// Not inlined, so that short passes go straight.
    @usableFromInline @inline(never)
    func split<Scalar>(_ matrix: MatrixView<Scalar>, _ body: @Sendable (Range<Int>) -> Void) {
        let pieces = Pieces(matrix.rows, each: elementsAPiece / max(matrix.columns, 1) + 1)
        perform(pieces.count) { body(pieces[$0]) }
    }

    /// Takes numbers 0..<count in pieces, each small enough to stay in a near cache while it is taken.
    ///
    /// - Parameter body: is called for every piece, whatever it says of others
    /// - Returns: The first piece for which `body` is true.
    public func firstPiece(of count: Int, where body: @Sendable (Range<Int>) -> Bool) -> Range<Int>? {
        let pieces = Pieces(count, each: elementsAPiece)
        let first = Mutex(pieces.count)
        let workers = count < elementsWorthSplitting ? .one : self
        workers.perform(tiles: pieces.count) { number in
            if body(pieces[number]) { first.withLock { $0 = min($0, number) } }
        }
        let number = first.withLock { $0 }
        return number < pieces.count ? pieces[number] : nil
    }
}

/// So many elements make a piece of a pass over a matrix: 10 µs for ReLU, 100 µs for a sigmoid.
@usableFromInline let elementsAPiece = 16_384
/// Fewer than that many are done before another thread has woken.
@usableFromInline let elementsWorthSplitting = 65_536
