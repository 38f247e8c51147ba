import LinearAlgebra

/// tanh z = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)
enum Tanh: ElementwiseFunction {
    static func value<S: Real>(_ z: S) -> S { S.tanh(z) }

    /// tanh′(z) = 1 / cosh²z = 4e⁻²ᶻ / (1 + e⁻²ᶻ)²
    ///
    /// From z, not from a: 1 − a² loses a digit for every digit by which a comes close to ±1.
    static func derivative<S: Real>(_ z: S) -> S {
        let e = S.exp(-2 * abs(z))
        return 4 * e / ((1 + e) * (1 + e))
    }
}
