import LinearAlgebra

/// hardswish(z) = z min(max(z + 3, 0), 6) / 6
enum Hardswish: ElementwiseActivation {
    static let description = FunctionDescription(
        "hardswish", #"\frac{z}{6} \min(\max(z + 3, 0), 6)"#,
        derivative: #"\left(\frac{z}{3} + \frac{1}{2}\right) [-3 < z < 3] + [z \ge 3]"#,
        second: #"\frac{1}{3} [-3 < z < 3]"#)

    static func kinks(_ c: Constants<Double>) -> [Double] { [-3, 3] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z < -3 ? 0 : z > 3 ? z : z * ((z + 3) / 6) }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        z <= -3 ? 0 : z < 3 ? z / 3 + 0.5 : 1
    }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > -3 && z < 3 ? 1 / 3 : 0 }
}
