import LinearAlgebra

/// celu(z) = z where z > 0, else α(e^(z/α) − 1).
enum CELU: ElementwiseActivation {
    static let description = FunctionDescription(
        "celu", #"\max(z, 0) + \alpha (e^{\min(z, 0)/\alpha} - 1)"#, derivative: #"[z > 0] + e^{z/\alpha} [z \le 0]"#,
        second: #"\frac{1}{\alpha} e^{z/\alpha} [z < 0]"#, Parameter("alpha", #"\alpha"#, 1, .positive))

    /// σ′ is continuous, σ″ is not.
    static func kinks(_ c: Constants<Double>) -> [Double] { [0] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z > 0 ? z : c.first * S.expm1(z / c.first) }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > 0 ? 1 : S.exp(z / c.first) }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        z >= 0 ? 0 : S.exp(z / c.first) / c.first
    }
}
