import LinearAlgebra

/// gelu(z) = z Φ(z), Φ the normal distribution; or, near that, z σ(2u) with u = √(2/π) (z + 0.044715 z³).
///
/// Source: D. Hendrycks, K. Gimpel, "Gaussian error linear units", 2016.
enum GELU: ElementwiseActivation {
    static let description = FunctionDescription(
        "gelu", #"z \Phi(z)"#, derivative: #"\Phi(z) + z \varphi(z)"#, second: #"(2 - z^2) \varphi(z)"#,
        Parameter("approximate", choices: "none", "tanh"))

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S {
        if c.first == 0 { return z * distribution(z) }
        return z * Sigmoid.value(2 * cubic(z))
    }

    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        if c.first == 0 { return distribution(z) + vanishing(z, density(z)) }
        let (u, du) = (2 * cubic(z), 2 * cubicSlope(z))
        return Sigmoid.value(u) + vanishing(z * du, Sigmoid.derivative(u))
    }

    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        if c.first == 0 { return vanishing(2 - z * z, density(z)) }
        let (u, du, ddu) = (2 * cubic(z), 2 * cubicSlope(z), S(12 * root * 0.044715) * z)
        return vanishing(2 * du + z * ddu, Sigmoid.derivative(u))
            + vanishing(z * du * du, Sigmoid.secondDerivative(u))
    }

    /// Φ(z) = ½ erfc(−z/√2), of which no digit is lost where it comes close to 0: for erfc falls so steeply there that what
    /// is lost in rounding z/√2 has to be made up for.
    private static func distribution<S: Real>(_ z: S) -> S {
        let root = S(0.5).squareRoot()
        let rest = S((0.7071067811865475 - Double(root)) + 6.268583589525109e-17)  // of √½
        let x = -z * root
        let lost = (-x).addingProduct(-z, root) - z * rest
        return (S.erfc(x) - S(1.1283791670955126) * vanishing(lost, S.exp(-x * x))) / 2
    }
    /// φ(z) = e^(−z²/2) / √(2π)
    private static func density<S: Real>(_ z: S) -> S { S.exp(-z * z / 2) * S(0.3989422804014326779) }

    /// √(2/π)
    private static var root: Double { 0.7978845608028653559 }
    private static func cubic<S: Real>(_ z: S) -> S { S(root) * (z + S(0.044715) * z * z * z) }
    private static func cubicSlope<S: Real>(_ z: S) -> S { S(root) * (1 + 3 * S(0.044715) * z * z) }

    /// What becomes small more quickly than the other becomes large.
    private static func vanishing<S: Real>(_ large: S, _ small: S) -> S { small == 0 ? 0 : large * small }
}
