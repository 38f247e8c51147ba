import LinearAlgebra

/// hardshrink(z) = z where |z| > λ, else 0.
enum Hardshrink: ElementwiseActivation {
    static let description = FunctionDescription(
        "hardshrink", #"z \, [|z| > \lambda]"#, derivative: #"[|z| > \lambda]"#, second: "0",
        Parameter("lambda", #"\lambda"#, 0.5, .notNegative))

    static func kinks(_ c: Constants<Double>) -> [Double] { [-c.first, c.first] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { abs(z) <= c.first ? 0 : z }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { abs(z) > c.first ? 1 : 0 }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
}
