import LinearAlgebra

/// −Σⱼ yⱼ ln aⱼ for outputs that are probabilities.
enum CrossEntropy: ElementwiseCost {
    static let description = FunctionDescription(
        "cross_entropy", #"-\sum_j y_j \ln a_j"#, derivative: #"-\frac{y_j}{a_j}"#, second: #"\frac{y_j}{a_j^2}"#,
        alsoCalled: ["categorical_cross_entropy"])

    static var takesClasses: Bool { true }
    static var domain: String { "above 0 where the target is not 0" }
    static func outside(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> Int? {
        a.indices.first { !(a[$0] > 0) && y[$0] != 0 }
    }

    /// 0 where y is 0, whatever a is.
    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { y == 0 ? 0 : -y * S.log(a) }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { y == 0 ? 0 : -y / a }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { y == 0 ? 0 : y / a / a }
}

/// −Σⱼ yⱼ aⱼ for outputs that are logarithms of probabilities.
enum NegativeLogLikelihood: ElementwiseCost {
    static let description = FunctionDescription(
        "negative_log_likelihood", #"-\sum_j y_j a_j"#, derivative: #"-y_j"#, second: "0",
        alsoCalled: ["nll", "nll_loss"])

    static var takesClasses: Bool { true }

    /// 0 where y is 0, also where a is the logarithm of 0.
    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { y == 0 ? 0 : -y * a }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { y == 0 ? 0 : -y }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { 0 }
}

/// Σⱼ yⱼ (ln yⱼ − aⱼ) for outputs that are logarithms of probabilities; or Σⱼ e^yⱼ (yⱼ − aⱼ) where the targets are, too.
enum KullbackLeibler: ElementwiseCost {
    static let description = FunctionDescription(
        "kl_divergence", #"\sum_j y_j (\ln y_j - a_j)"#, derivative: #"-y_j"#, second: "0",
        Parameter("log_target", choices: "false", "true"), alsoCalled: ["kl_div", "kullback_leibler"])

    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        if c.first != 0 { return S.exp(y) * (y - a) }
        return y == 0 ? 0 : y * (S.log(y) - a)
    }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        if c.first != 0 { return -S.exp(y) }
        return y == 0 ? 0 : -y
    }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { 0 }
}
