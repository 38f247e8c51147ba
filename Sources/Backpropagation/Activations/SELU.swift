import LinearAlgebra

/// selu(z) = λ elu(z), of numbers that keep mean and variance from layer to layer.
///
/// Source: G. Klambauer and others, "Self-normalizing neural networks", 2017.
enum SELU: ElementwiseActivation {
    static let description = FunctionDescription(
        "selu", #"\lambda (\max(z, 0) + \alpha (e^{\min(z, 0)} - 1))"#,
        derivative: #"\lambda ([z > 0] + \alpha e^z [z \le 0])"#, second: #"\lambda \alpha e^z [z < 0]"#)

    private static var lambda: Double { 1.050700987355480493419334985294 }
    private static var alpha: Double { 1.673263242354377284817042991671 }

    static func kinks(_ c: Constants<Double>) -> [Double] { [0] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S {
        z > 0 ? S(lambda) * z : S(lambda * alpha) * S.expm1(z)
    }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        z > 0 ? S(lambda) : S(lambda * alpha) * S.exp(z)
    }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        z >= 0 ? 0 : S(lambda * alpha) * S.exp(z)
    }
}
