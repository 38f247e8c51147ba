import LinearAlgebra

/// softplus(z) = (1/β) ln(1 + e^βz), and z where βz is above the threshold.
enum Softplus: ElementwiseActivation {
    static let description = FunctionDescription(
        "softplus", #"\frac{1}{\beta} \ln(1 + e^{\beta z})"#, derivative: #"\sigma(\beta z)"#,
        second: #"\beta \sigma'(\beta z)"#, Parameter("beta", #"\beta"#, 1, .positive),
        Parameter("threshold", #"\theta"#, 20))

    static func kinks(_ c: Constants<Double>) -> [Double] { [c.second / c.first] }

    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S {
        let x = c.first * z
        return x > c.second ? z : (max(x, 0) + S.log1p(S.exp(-abs(x)))) / c.first
    }
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let x = c.first * z
        return x > c.second ? 1 : Sigmoid.value(x)
    }
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S {
        let x = c.first * z
        return x >= c.second ? 0 : c.first * Sigmoid.derivative(x)
    }
}
