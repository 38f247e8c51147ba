import LinearAlgebra

/// softshrink(z) = z − λ above λ, z + λ below −λ, else 0.
enum Softshrink: ElementwiseActivation {
    static let description = FunctionDescription(
        "softshrink", #"\max(z - \lambda, 0) + \min(z + \lambda, 0)"#, derivative: #"[|z| > \lambda]"#, second: "0",
        Parameter("lambda", #"\lambda"#, 0.5, .notNegative))

    static func kinks(_ c: Constants<Double>) -> [Double] { [-c.first, c.first] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S {
        abs(z) <= c.first ? 0 : z > 0 ? z - c.first : z + c.first
    }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { abs(z) > c.first ? 1 : 0 }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
}
