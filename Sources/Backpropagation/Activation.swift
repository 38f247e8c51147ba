import LinearAlgebra

/// σ, what a layer makes of its weighted sums.
public enum Activation: String, Sendable, CaseIterable {
    case sigmoid, relu, tanh, identity, softmax

    /// Whether it is the identity; `==` would compare the names.
    var isIdentity: Bool { if case .identity = self { true } else { false } }

    /// a = σ(z); that of the identity is z, in the same place.
    ///
    /// - Parameters:
    ///   - a: n × m, to be filled
    ///   - z: n × m, the weighted sums of m neurons for n examples
    func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ workers: Workers) {
        if workers.isWorthSplitting(z) {
            workers.perform(rowsOf: z) { rows in fill(a.rows(rows), z.rows(rows)) }
        } else {
            fill(a, z)
        }
    }

    private func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>) {
        switch self {
        case .sigmoid: a.fill(sigmoid: z)
        case .relu: a.fill(z) { ReLU.value($0) }
        case .tanh: a.fill(tanh: z)
        case .identity: break
        case .softmax: Softmax.fill(a, z)
        }
    }

    /// δ = ∂C/∂z from ∂C/∂a: the chain rule through σ, elementwise or not; that of the identity is ∂C/∂a, in the same
    /// place.
    ///
    /// - Parameters:
    ///   - delta: n × m, to be filled
    ///   - z: n × m, the weighted sums
    ///   - a: n × m, the activations made of them
    ///   - slope: n × m, ∂C/∂a
    func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ workers: Workers
    ) {
        if workers.isWorthSplitting(z) {
            workers.perform(rowsOf: z) { rows in
                fill(pullback: delta.rows(rows), z.rows(rows), a.rows(rows), slope.rows(rows))
            }
        } else {
            fill(pullback: delta, z, a, slope)
        }
    }

    /// δ = σ′(z) ⊙ ∂C/∂a, or what is in its stead where σ is not elementwise
    private func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>
    ) {
        switch self {
        case .sigmoid: delta.fill(sigmoidPullback: z, a, slope)
        case .relu: delta.fill(z, slope) { z, slope in ReLU.derivative(z) * slope }
        case .tanh:
            delta.fill(z, a, slope, exp: { Tanh.exponent($0) }) { z, a, slope, e in
                Tanh.derivative(z, a, e: e) * slope
            }
        case .identity: break
        case .softmax: Softmax.fill(pullback: delta, a, slope)
        }
    }
}
