import LinearAlgebra

/// tanh z = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)
enum Tanh {
    /// e is taken of this: it is never positive, so that nothing overflows.
    static func exponent<S: Real>(_ z: S) -> S { -2 * abs(z) }

    /// tanh′(z) = 1 − a² = 4e⁻²ᶻ / (1 + e⁻²ᶻ)², where a = tanh z
    ///
    /// Where a comes close to ±1, 1 − a² loses a digit for every digit by which it does; the other form does not.
    ///
    /// - Parameter e: e^−2|z|
    static func derivative<S: Real>(_ z: S, _ a: S, e: S) -> S {
        abs(z) < 1 ? 1 - a * a : 4 * e / ((1 + e) * (1 + e))
    }
}
