import LinearAlgebra

/// σ(z) = 1 / (1 + e⁻ᶻ)
enum Sigmoid {
    /// e is taken of this: it is never positive, so that nothing overflows.
    static func exponent<S: Real>(_ z: S) -> S { -abs(z) }

    /// - Parameter e: e^−|z|
    static func value<S: Real>(_ z: S, e: S) -> S { (z < 0 ? e : 1) / (1 + e) }

    /// σ′(z) = a − a² = e⁻ᶻ / (1 + e⁻ᶻ)², where a = σ(z)
    ///
    /// Where a comes close to 1, a − a² loses a digit for every digit by which it does; the other form does not.
    static func derivative<S: Real>(_ z: S, _ a: S, e: S) -> S {
        z < 1 ? a - a * a : e / ((1 + e) * (1 + e))
    }

    static func value<S: Real>(_ z: S) -> S { value(z, e: S.exp(exponent(z))) }
    static func derivative<S: Real>(_ z: S, _ a: S) -> S { derivative(z, a, e: S.exp(exponent(z))) }
}
