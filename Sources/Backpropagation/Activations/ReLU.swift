import LinearAlgebra

/// relu(z) = max(z, 0)
enum ReLU: ElementwiseActivation {
    static let description = FunctionDescription(
        "relu", #"\max(z, 0)"#, derivative: #"[z > 0]"#, second: "0")

    static func kinks(_ c: Constants<Double>) -> [Double] { [0] }

    /// A z that is not a number stays one.
    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z < 0 ? 0 : z }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > 0 ? 1 : 0 }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
}
