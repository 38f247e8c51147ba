import LinearAlgebra

/// σ, what a layer makes of its weighted sums.
public enum Activation: String, Sendable, CaseIterable {
    case sigmoid, relu, tanh, identity, softmax

    /// a = σ(z); that of the identity is z, in the same place.
    ///
    /// - Parameters:
    ///   - a: n × m, to be filled
    ///   - z: n × m, the weighted sums of m neurons for n examples
    func fill<S: Real>(_ a: MutableMatrix<S>, _ z: Matrix<S>, _ workers: Workers) {
        switch self {
        case .sigmoid: a.fill(z, workers) { Sigmoid.value($0) }
        case .relu: a.fill(z, workers) { ReLU.value($0) }
        case .tanh: a.fill(z, workers) { Tanh.value($0) }
        case .identity: break
        case .softmax: Softmax.fill(a, z, workers)
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
        pullback delta: MutableMatrix<S>, _ z: Matrix<S>, _ a: Matrix<S>, _ slope: Matrix<S>, _ workers: Workers
    ) {
        switch self {
        case .sigmoid: Sigmoid.fill(pullback: delta, z, a, slope, workers)
        case .relu: ReLU.fill(pullback: delta, z, a, slope, workers)
        case .tanh: Tanh.fill(pullback: delta, z, a, slope, workers)
        case .identity: break
        case .softmax: Softmax.fill(pullback: delta, a, slope, workers)
        }
    }
}

/// A σ that takes each weighted sum to an activation by itself.
protocol ElementwiseFunction: SendableMetatype {
    /// σ(z)
    static func value<S: Real>(_ z: S) -> S
    /// σ′(z), where a = σ(z); one documented value at a kink
    static func derivative<S: Real>(_ z: S, _ a: S) -> S
}

extension ElementwiseFunction {
    /// δ = σ′(z) ⊙ ∂C/∂a
    static func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: Matrix<S>, _ a: Matrix<S>, _ slope: Matrix<S>, _ workers: Workers
    ) {
        delta.fill(z, a, slope, workers) { z, a, slope in derivative(z, a) * slope }
    }
}
