import LinearAlgebra

/// σ of a layer: alone or, where it takes them, with the layer's slopes, out of a vector that lies as the network's does.
extension LayerShape {
    /// a = σ(z)
    ///
    /// - Parameters:
    ///   - a: n × m, to be filled
    ///   - z: n × m
    @inline(__always)
    func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ vector: MatrixView<S>, _ workers: Workers) {
        if slopeCount == 0 { activation.fill(a, z, workers) } else { fill(sloped: a, z, vector, workers) }
    }

    /// Not inlined, so that layers without slopes go as straight as they would without this.
    @inline(never)
    private func fill<S: Real>(
        sloped a: MutableMatrix<S>, _ z: MatrixView<S>, _ vector: MatrixView<S>, _ workers: Workers
    ) {
        let (fill, s) = (activation.sloped(S.self).fill, slopes(of: vector))
        workers.perform(piecesOf: z) { rows in fill(a.rows(rows), z.rows(rows), s) }
    }

    /// δ = ∂C/∂z from ∂C/∂a
    ///
    /// - Parameter delta: n × m, to be filled
    func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ vector: MatrixView<S>, _ workers: Workers
    ) {
        if slopeCount == 0 { return activation.fill(pullback: delta, z, a, slope, workers) }
        let (fill, s) = (activation.sloped(S.self).pullback, slopes(of: vector))
        workers.perform(piecesOf: z) { rows in
            fill(delta.rows(rows), z.rows(rows), a.rows(rows), slope.rows(rows), s)
        }
    }

    /// ∂a/∂s · ∂C/∂a
    ///
    /// - Parameters:
    ///   - terms: n × m, to be filled
    ///   - slope: n × m, ∂C/∂a
    /// - Precondition: The layer has slopes.
    func fill<S: Real>(
        slopeTerms terms: MutableMatrix<S>, _ z: MatrixView<S>, _ slope: MatrixView<S>, _ workers: Workers
    ) {
        let fill = activation.sloped(S.self).slopePullback
        workers.perform(piecesOf: z) { rows in fill(terms.rows(rows), z.rows(rows), slope.rows(rows)) }
    }

    /// ∂C/∂s: the sums of such terms over the examples and, where they share s, the neurons.
    ///
    /// - Parameter sums: 1 × `slopeCount`, to be filled
    func fill<S: Real>(
        slopeSums sums: MutableMatrix<S>, _ terms: MatrixView<S>, dividedBy divisor: S = 1, _ arena: Arena<S>,
        _ workers: Workers
    ) {
        let columns = terms.part(at: 0, rows: terms.count / slopeCount, columns: slopeCount)
        sums.fill(columnSums: columns, dividedBy: divisor, arena, workers)
    }

    @_lifetime(copy vector)
    private func slopes<S: Real>(of vector: MatrixView<S>) -> MatrixView<S> {
        vector.part(at: slopes, rows: 1, columns: slopeCount)
    }
}

/// What the second order takes.
extension LayerShape {
    /// ȧ from ż and, where parameters change, ṡ
    ///
    /// - Parameters:
    ///   - tangent: n × m, to be filled
    ///   - change: n × m, ż
    func fill<S: Real>(
        tangent: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ change: MatrixView<S>,
        _ vector: Matrix<S>, along direction: Matrix<S>?, _ workers: Workers
    ) {
        if slopeCount == 0 { return activation.fill(tangent: tangent, z, a, change, workers) }
        let (fill, s, sChange) = (activation.sloped(S.self).tangent, slopes(of: vector), slopes(of: direction))
        workers.perform(piecesOf: z) { rows in
            fill(tangent.rows(rows), z.rows(rows), a.rows(rows), change.rows(rows), s.view, sChange.view)
        }
    }

    /// δ̇
    ///
    /// - Parameter tangent: n × m, to be filled
    func fill<S: Real>(
        pullbackTangent tangent: MutableMatrix<S>, _ at: Tangents<S>, _ vector: Matrix<S>, along direction: Matrix<S>?,
        _ workers: Workers
    ) {
        if slopeCount == 0 { return activation.fill(pullbackTangent: tangent, at, workers) }
        let (fill, s, sChange) = (activation.sloped(S.self).pullbackTangent, slopes(of: vector), slopes(of: direction))
        workers.perform(piecesOf: at.z) { rows in fill(tangent.rows(rows), at.rows(rows), s.view, sChange.view) }
    }

    /// How the terms of ∂C/∂s change.
    ///
    /// - Parameter terms: n × m, to be filled
    func fill<S: Real>(slopeTermsTangent terms: MutableMatrix<S>, _ at: Tangents<S>) {
        activation.sloped(S.self).slopePullbackTangent(terms, at)
    }
}

/// The same in memory of its own.
extension LayerShape {
    /// δ = ∂C/∂z from ∂C/∂a
    func pulledBack<S: Real>(_ slope: Matrix<S>, _ z: Matrix<S>, _ a: Matrix<S>, _ vector: Matrix<S>) -> Matrix<S> {
        if slopeCount == 0 { return activation.pulledBack(slope, z, a) }
        return Matrix.made(rows: z.rows, columns: z.columns) {
            fill(pullback: $0, z.view, a.view, slope.view, vector.view, .one)
        }
    }

    /// The terms of ∂C/∂s, n × m; `nil` where the layer has no slopes.
    func slopeTerms<S: Real>(_ slope: Matrix<S>, _ z: Matrix<S>) -> Matrix<S>? {
        if slopeCount == 0 { return nil }
        return Matrix.made(rows: z.rows, columns: z.columns) { fill(slopeTerms: $0, z.view, slope.view, .one) }
    }

    /// 1 × `slopeCount`; zeros where there is no vector.
    func slopes<S: Real>(of vector: Matrix<S>?) -> Matrix<S> {
        vector?.part(at: slopes, rows: 1, columns: slopeCount) ?? Matrix(rows: 1, columns: slopeCount, repeating: 0)
    }
}
