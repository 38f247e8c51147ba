import LinearAlgebra

/// leaky_relu(z) = z where z > 0, else sz.
enum LeakyReLU: ElementwiseActivation {
    static let description = FunctionDescription(
        "leaky_relu", #"\max(z, 0) + s \min(z, 0)"#, derivative: #"[z > 0] + s [z \le 0]"#, second: "0",
        Parameter("slope", "s", 0.01))

    static func kinks(_ c: Constants<Double>) -> [Double] { c.first == 1 ? [] : [0] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z > 0 ? z : c.first * z }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > 0 ? 1 : c.first }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
}
