import LinearAlgebra

/// hardsigmoid(z) = min(max(z + 3, 0), 6) / 6
enum Hardsigmoid: ElementwiseActivation {
    static let description = FunctionDescription(
        "hardsigmoid", #"\frac{1}{6} \min(\max(z + 3, 0), 6)"#, derivative: #"\frac{1}{6} [-3 < z < 3]"#, second: "0")

    static func kinks(_ c: Constants<Double>) -> [Double] { [-3, 3] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z < -3 ? 0 : z > 3 ? 1 : (z + 3) / 6 }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > -3 && z < 3 ? 1 / 6 : 0 }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
}
