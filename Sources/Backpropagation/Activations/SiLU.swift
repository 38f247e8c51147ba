import LinearAlgebra

/// silu(z) = z σ(z), σ the sigmoid; also called swish.
enum SiLU: ElementwiseActivation {
    static let description = FunctionDescription(
        "silu", #"z \sigma(z)"#, derivative: #"\sigma(z) + z \sigma'(z)"#,
        second: #"\sigma'(z) (2 - z \tanh\frac{z}{2})"#, alsoCalled: ["swish"])

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z * Sigmoid.value(z) }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        Sigmoid.value(z) + z * Sigmoid.derivative(z)
    }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        Sigmoid.derivative(z) * (2 - z * S.tanh(z / 2))
    }
}
