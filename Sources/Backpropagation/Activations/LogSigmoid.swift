import LinearAlgebra

/// log_sigmoid(z) = −ln(1 + e⁻ᶻ)
enum LogSigmoid: ElementwiseActivation {
    static let description = FunctionDescription(
        "log_sigmoid", #"-\ln(1 + e^{-z})"#, derivative: #"\sigma(-z)"#, second: #"-\sigma'(z)"#)

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { min(z, 0) - S.log1p(S.exp(-abs(z))) }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { Sigmoid.value(-z) }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { -Sigmoid.derivative(z) }
}
