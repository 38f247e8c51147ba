import LinearAlgebra

/// σ(z) = 1 / (1 + e⁻ᶻ)
enum Sigmoid {
    static func value<S: Real>(_ z: S) -> S {
        let e = S.exp(-abs(z))  // never above 1, so that nothing overflows
        return (z < 0 ? e : 1) / (1 + e)
    }
}
