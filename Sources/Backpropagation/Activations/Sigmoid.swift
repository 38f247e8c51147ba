import LinearAlgebra

/// σ(z) = 1 / (1 + e⁻ᶻ)
enum Sigmoid: ElementwiseActivation {
    static let description = FunctionDescription(
        "sigmoid", #"\frac{1}{1 + e^{-z}}"#, derivative: #"\sigma(z)(1 - \sigma(z))"#,
        second: #"-\sigma'(z) \tanh\frac{z}{2}"#, alsoCalled: ["logistic", "expit"])

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { value(z) }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { derivative(z) }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { secondDerivative(z) }

    static func value<S: Real>(_ z: S) -> S {
        let e = S.exp(-abs(z))  // never above 1, so that nothing overflows
        return (z < 0 ? e : 1) / (1 + e)
    }

    /// e^−|z| / (1 + e^−|z|)², of which no digit is lost where σ comes close to 1.
    static func derivative<S: Real>(_ z: S) -> S {
        let e = S.exp(-abs(z))
        return e / ((1 + e) * (1 + e))
    }

    /// σ′(1 − 2σ), as −σ′ tanh(z/2), of which no digit is lost where σ comes close to ½.
    static func secondDerivative<S: Real>(_ z: S) -> S { -derivative(z) * S.tanh(z / 2) }

    // Many at a time.

    static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ c: Constants<S>) { a.fill(sigmoid: z) }

    static func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ c: Constants<S>
    ) {
        delta.fill(sigmoidPullback: z, a, slope)
    }

    /// σ′ · the slope's change + σ″ ż ∂C/∂a, where σ″ż is −tanh(z/2) ȧ
    static func fill<S: Real>(pullbackTangent: MutableMatrix<S>, _ at: Tangents<S>, _ c: Constants<S>) {
        pullbackTangent.fill(sigmoidPullback: at.z, at.a, at.slopeChange)
        pullbackTangent.add(at.z, at.aChange, at.slope, tanh: { $0 / 2 }) { -$2 * $0 * $1 }
    }
}
