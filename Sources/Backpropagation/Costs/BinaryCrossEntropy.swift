import LinearAlgebra

/// −Σⱼ (yⱼ ln aⱼ + (1 − yⱼ) ln(1 − aⱼ)) for outputs in [0, 1].
enum BinaryCrossEntropy: ElementwiseCost {
    static let description = FunctionDescription(
        "binary_cross_entropy", #"-\sum_j (y_j \ln a_j + (1 - y_j) \ln(1 - a_j))"#,
        derivative: #"\frac{a_j - y_j}{a_j(1 - a_j)}"#, second: #"\frac{y_j}{a_j^2} + \frac{1 - y_j}{(1 - a_j)^2}"#,
        alsoCalled: ["bce", "log_loss"])

    static var domain: String { "from 0 to 1" }
    static func outside(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> Int? {
        a.indices.first { !(0...1).contains(a[$0]) }
    }

    /// The logarithms stop at −100, as in PyTorch, so a certain and wrong output costs 100 and not ∞.
    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        -(y * atLeastMinus100(S.log(a)) + (1 - y) * atLeastMinus100(S.log1p(-a)))
    }

    /// The divisor is at least 1e−12, as in PyTorch.
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        (a - y) / max(a * (1 - a), S(1e-12))
    }

    /// Of that derivative: where its divisor is 1e−12, it is linear in a.
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        a * (1 - a) < S(1e-12) ? S(1e12) : y / (a * a) + (1 - y) / ((1 - a) * (1 - a))
    }

    /// Unlike `max`, keeps a logarithm that is not a number: an output outside [0, 1] must be noticed.
    private static func atLeastMinus100<S: Real>(_ logarithm: S) -> S {
        logarithm < -100 ? -100 : logarithm
    }
}

/// `BinaryCrossEntropy` of σ(a): for a last layer without an activation, and stable for any a.
enum BinaryCrossEntropyFromLogits: ElementwiseCost {
    static let description = FunctionDescription(
        "binary_cross_entropy_from_logits", #"\sum_j (\ln(1 + e^{a_j}) - y_j a_j)"#,
        derivative: #"\sigma(a_j) - y_j"#, second: #"\sigma'(a_j)"#, alsoCalled: ["bce_with_logits"])

    /// In a form in which nothing overflows and no digit is lost where y is nearly 1.
    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        (a > 0 ? a * (1 - y) : -a * y) + S.log1p(S.exp(-abs(a)))
    }

    /// (1 − y)σ(a) − yσ(−a), of which no digit is lost where σ(a) comes close to y.
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        (1 - y) * Sigmoid.value(a) - y * Sigmoid.value(-a)
    }

    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { Sigmoid.derivative(a) }
}
