import LinearAlgebra

/// tanh z = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)
enum Tanh: ElementwiseActivation {
    static let description = FunctionDescription(
        "tanh", #"\tanh z"#, derivative: #"1 - \tanh^2 z"#, second: #"-2 \tanh z (1 - \tanh^2 z)"#)

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { S.tanh(z) }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        derivative(z, a, e: S.exp(exponent(z)))
    }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        -2 * a * derivative(z, a, c)
    }

    /// e is taken of this: it is never positive, so that nothing overflows.
    private static func exponent<S: Real>(_ z: S) -> S { -2 * abs(z) }

    /// 1 − a² = 4e⁻²ᶻ / (1 + e⁻²ᶻ)²
    ///
    /// Where a comes close to ±1, 1 − a² loses a digit for every digit by which it does; the other form does not.
    ///
    /// - Parameter e: e^−2|z|
    private static func derivative<S: Real>(_ z: S, _ a: S, e: S) -> S {
        abs(z) < 1 ? 1 - a * a : 4 * e / ((1 + e) * (1 + e))
    }

    // Many at a time.

    static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ c: Constants<S>) { a.fill(tanh: z) }

    static func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ c: Constants<S>
    ) {
        delta.fill(z, a, slope, exp: { exponent($0) }) { z, a, slope, e in derivative(z, a, e: e) * slope }
    }

    /// σ′ · the slope's change + σ″ ż ∂C/∂a, where σ″ż is −2aȧ
    static func fill<S: Real>(pullbackTangent: MutableMatrix<S>, _ at: Tangents<S>, _ c: Constants<S>) {
        fill(pullback: pullbackTangent, at.z, at.a, at.slopeChange, c)
        for i in 0..<at.z.rows {
            let (a, change, slope) = (at.a.row(i), at.aChange.row(i), at.slope.row(i))
            var result = pullbackTangent.row(i)
            for j in a.indices { result[j] -= 2 * a[j] * change[j] * slope[j] }
        }
    }
}
