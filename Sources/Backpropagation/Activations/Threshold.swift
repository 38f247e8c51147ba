import LinearAlgebra

/// threshold(z) = z above θ, else a value of its own.
enum Threshold: ElementwiseActivation {
    static let description = FunctionDescription(
        "threshold", #"z \, [z > \theta] + v \, [z \le \theta]"#, derivative: #"[z > \theta]"#, second: "0",
        Parameter("threshold", #"\theta"#), Parameter("value", "v"))

    static func kinks(_ c: Constants<Double>) -> [Double] { [c.first] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z <= c.first ? c.second : z }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { z > c.first ? 1 : 0 }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
}
