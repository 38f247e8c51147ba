import LinearAlgebra

/// elu(z) = z where z > 0, else α(eᶻ − 1).
enum ELU: ElementwiseActivation {
    static let description = FunctionDescription(
        "elu", #"\max(z, 0) + \alpha (e^{\min(z, 0)} - 1)"#, derivative: #"[z > 0] + \alpha e^z [z \le 0]"#,
        second: #"\alpha e^z [z < 0]"#, Parameter("alpha", #"\alpha"#, 1))

    static func kinks(_ c: Constants<Double>) -> [Double] { [0] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z > 0 ? z : c.first * S.expm1(z) }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > 0 ? 1 : c.first * S.exp(z) }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z >= 0 ? 0 : c.first * S.exp(z) }
}
