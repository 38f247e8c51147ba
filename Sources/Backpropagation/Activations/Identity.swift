import LinearAlgebra

/// σ(z) = z. Its a is z, in the same place, so that nothing is filled.
enum Identity: ElementwiseActivation {
    static let description = FunctionDescription(
        "identity", "z", derivative: "1", second: "0", alsoCalled: ["linear", "none"])

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 1 }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S { 0 }
}
