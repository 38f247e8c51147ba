import LinearAlgebra

/// squareplus(z) = (z + √(z² + b)) / 2, JAX's smooth ReLU that takes no exponential (J. Barron, "Squareplus", 2021).
enum Squareplus: ElementwiseActivation {
    static let description = FunctionDescription(
        "squareplus", #"\frac{z + \sqrt{z^2 + b}}{2}"#,
        derivative: #"\frac{1}{2} \left(1 + \frac{z}{\sqrt{z^2 + b}}\right)"#, second: #"\frac{b}{2 (z^2 + b)^{3/2}}"#,
        Parameter("b", "b", 4, .positive))

    /// Below 0 as b / 2 / (√(z² + b) − z), which is no difference of what is nearly equal.
    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S {
        let root = root(z, c)
        return z > 0 ? z / 2 + root / 2 : c.first / 2 / (root - z)
    }

    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let root = root(z, c)
        return z > 0 ? (1 + z / root) / 2 : c.first / 2 / (root - z) / root
    }

    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let root = root(z, c)
        return c.first / 2 / root / root / root
    }

    /// √(z² + b)
    private static func root<S: Real>(_ z: S, _ c: Constants<S>) -> S { hypotenuse(abs(z), c.first.squareRoot()) }
}
