import LinearAlgebra

/// −(y ln a + (1 − y) ln(1 − a)), the cost of one output a ∈ [0, 1].
enum BinaryCrossEntropy {
    /// The logarithms stop at −100, as in PyTorch, so a certain and wrong output costs 100 and not ∞.
    static func value<S: Real>(_ a: S, _ y: S) -> S {
        -(y * atLeastMinus100(S.log(a)) + (1 - y) * atLeastMinus100(S.log1p(-a)))
    }

    /// (a − y) / (a(1 − a)), the divisor at least 1e−12, as in PyTorch.
    static func derivative<S: Real>(_ a: S, _ y: S) -> S {
        (a - y) / max(a * (1 - a), 1e-12)
    }

    /// Of σ(a): ln(1 + eᵃ) − ya, in a form in which nothing overflows and no digit is lost where y is nearly 1.
    static func valueFromLogit<S: Real>(_ a: S, _ y: S) -> S {
        (a > 0 ? a * (1 - y) : -a * y) + S.log1p(S.exp(-abs(a)))
    }

    /// σ(a) − y = (1 − y)σ(a) − yσ(−a), of which no digit is lost where σ(a) comes close to y.
    static func derivativeFromLogit<S: Real>(_ a: S, _ y: S) -> S {
        (1 - y) * Sigmoid.value(a) - y * Sigmoid.value(-a)
    }

    /// Unlike `max`, keeps a logarithm that is not a number: an output outside [0, 1] must be noticed.
    private static func atLeastMinus100<S: Real>(_ logarithm: S) -> S {
        logarithm < -100 ? -100 : logarithm
    }
}
