import LinearAlgebra

/// softsign(z) = z / (1 + |z|)
enum Softsign: ElementwiseActivation {
    static let description = FunctionDescription(
        "softsign", #"\frac{z}{1 + |z|}"#, derivative: #"\frac{1}{(1 + |z|)^2}"#,
        second: #"-\frac{2 \operatorname{sgn} z}{(1 + |z|)^3}"#)

    /// Of σ″ alone.
    static func kinks(_ c: Constants<Double>) -> [Double] { [0] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S { z / (1 + abs(z)) }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let part = 1 / (1 + abs(z))
        return part * part
    }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let part = 1 / (1 + abs(z))
        return z == 0 ? 0 : (z > 0 ? -2 : 2) * part * part * part
    }
}
