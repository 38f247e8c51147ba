import LinearAlgebra

/// mish(z) = z tanh(ln(1 + eᶻ))
///
/// Source: D. Misra, "Mish: a self regularized non-monotonic activation function", 2019.
enum Mish: ElementwiseActivation {
    static let description = FunctionDescription(
        "mish", #"z \, t, \quad t = \tanh(\ln(1 + e^z))"#, derivative: #"t + z t', \quad t' = (1 - t^2) \sigma(z)"#,
        second: #"2 t' + z t'', \quad t'' = t' (1 - \sigma(z) - 2 t \sigma(z))"#)

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z * gate(z).t }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let (t, slope) = gate(z)
        return t + z * slope
    }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let (t, slope) = gate(z)
        return slope == 0 ? 0 : slope * (2 + z * (Sigmoid.value(-z) - 2 * t * Sigmoid.value(z)))
    }

    /// t = (s² − 1) / (s² + 1) with s = 1 + eᶻ, and t′ = 4 s eᶻ / (s² + 1)²; above 0 both in e⁻ᶻ, so that nothing
    /// overflows.
    private static func gate<S: Real>(_ z: S) -> (t: S, slope: S) {
        let e = S.exp(-abs(z))
        if z < 0 {
            let divisor = 2 + e * (2 + e)
            return (e * (2 + e) / divisor, 4 * (1 + e) * e / (divisor * divisor))
        }
        let divisor = 1 + 2 * e + 2 * e * e
        return ((1 + 2 * e) / divisor, 4 * (1 + e) * e * e / (divisor * divisor))
    }
}
