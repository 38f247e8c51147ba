import LinearAlgebra

/// tanh z = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)
enum Tanh: ElementwiseFunction {
    static func value<S: Real>(_ z: S) -> S { S.tanh(z) }

    /// tanh′(z) = 1 − a² = 4e⁻²ᶻ / (1 + e⁻²ᶻ)²
    ///
    /// Where a comes close to ±1, 1 − a² loses a digit for every digit by which it does; the other form does not.
    static func derivative<S: Real>(_ z: S, _ a: S) -> S {
        if abs(z) < 1 { return 1 - a * a }
        let e = S.exp(-2 * abs(z))
        return 4 * e / ((1 + e) * (1 + e))
    }
}
