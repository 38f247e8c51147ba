import LinearAlgebra

/// relu6(z) = min(max(z, 0), 6)
enum ReLU6: ElementwiseActivation {
    static let description = FunctionDescription(
        "relu6", #"\min(\max(z, 0), 6)"#, derivative: #"[0 < z < 6]"#, second: "0")

    static func kinks(_ c: Constants<Double>) -> [Double] { [0, 6] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z < 0 ? 0 : z > 6 ? 6 : z }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > 0 && z < 6 ? 1 : 0 }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
}
