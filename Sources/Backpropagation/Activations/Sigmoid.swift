import LinearAlgebra

/// σ(z) = 1 / (1 + e⁻ᶻ)
enum Sigmoid: ElementwiseFunction {
    /// Never overflows: the exponent is never positive.
    static func value<S: Real>(_ z: S) -> S {
        let e = S.exp(-abs(z))
        return (z < 0 ? e : 1) / (1 + e)
    }

    /// σ′(z) = σ(z)·σ(−z) = e⁻ᶻ / (1 + e⁻ᶻ)²
    ///
    /// From z, not from a: a(1 − a) loses a digit for every digit by which a comes close to 1.
    static func derivative<S: Real>(_ z: S) -> S {
        let e = S.exp(-abs(z))
        return e / ((1 + e) * (1 + e))
    }
}
