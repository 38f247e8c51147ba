import LinearAlgebra

/// σ(z) = 1 / (1 + e⁻ᶻ)
enum Sigmoid: ElementwiseFunction {
    /// Never overflows: the exponent is never positive.
    static func value<S: Real>(_ z: S) -> S {
        let e = S.exp(-abs(z))
        return (z < 0 ? e : 1) / (1 + e)
    }

    /// σ′(z) = a − a² = e⁻ᶻ / (1 + e⁻ᶻ)²
    ///
    /// Where a comes close to 1, a − a² loses a digit for every digit by which it does; the other form does not.
    static func derivative<S: Real>(_ z: S, _ a: S) -> S {
        if z < 1 { return a - a * a }
        let e = S.exp(-z)
        return e / ((1 + e) * (1 + e))
    }
}
