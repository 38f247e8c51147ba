import LinearAlgebra

/// σ, what a layer makes of its weighted sums.
public enum Activation: String, Sendable, CaseIterable {
    case sigmoid, relu, tanh, identity, softmax

    /// a = σ(z)
    ///
    /// - Parameter z: n × m, the weighted sums of m neurons for n examples
    /// - Returns: n × m
    func activations<S: Real>(_ z: Matrix<S>) -> Matrix<S> {
        switch self {
        case .sigmoid: z.map(Sigmoid.value)
        case .relu: z.map(ReLU.value)
        case .tanh: z.map(Tanh.value)
        case .identity: z
        case .softmax: Softmax.activations(z)
        }
    }

    /// δ = ∂C/∂z from ∂C/∂a: the chain rule through σ, elementwise or not.
    ///
    /// - Parameters:
    ///   - z: n × m, the weighted sums
    ///   - a: n × m, the activations made of them
    ///   - slope: n × m, ∂C/∂a
    /// - Returns: n × m
    func pullback<S: Real>(_ z: Matrix<S>, _ a: Matrix<S>, _ slope: Matrix<S>) -> Matrix<S> {
        switch self {
        case .sigmoid: Sigmoid.pullback(z, a, slope)
        case .relu: ReLU.pullback(z, a, slope)
        case .tanh: Tanh.pullback(z, a, slope)
        case .identity: slope
        case .softmax: Softmax.pullback(a, slope)
        }
    }
}

/// A σ that takes each weighted sum to an activation by itself.
protocol ElementwiseFunction {
    /// σ(z)
    static func value<S: Real>(_ z: S) -> S
    /// σ′(z), where a = σ(z); one documented value at a kink
    static func derivative<S: Real>(_ z: S, _ a: S) -> S
}

extension ElementwiseFunction {
    /// δ = σ′(z) ⊙ ∂C/∂a
    static func pullback<S: Real>(_ z: Matrix<S>, _ a: Matrix<S>, _ slope: Matrix<S>) -> Matrix<S> {
        Matrix.combine(z, a, slope) { z, a, slope in derivative(z, a) * slope }
    }
}
