import LinearAlgebra

/// Σⱼ |aⱼ − yⱼ|
enum AbsoluteError: ElementwiseCost {
    static let description = FunctionDescription(
        "absolute_error", #"\sum_j |a_j - y_j|"#, derivative: #"\operatorname{sgn}(a_j - y_j)"#, second: "0",
        alsoCalled: ["l1", "l1_loss", "mae"])

    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { abs(a - y) }
    /// 0 at the kink.
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { sign(a - y) }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { 0 }

    static func edges(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> [Double] {
        a.indices.map { a[$0] - y[$0] }
    }

    /// 1, −1 or, of 0 and of what is no number, itself.
    static func sign<S: Real>(_ d: S) -> S { d > 0 ? 1 : d < 0 ? -1 : d }
}

/// Σⱼ of ½d² for d = |aⱼ − yⱼ| up to δ, and of δ (d − ½δ) beyond.
enum Huber: ElementwiseCost {
    static let description = FunctionDescription(
        "huber",
        #"\sum_j \frac{1}{2} d_j^2 [|d_j| \le \delta] + \delta (|d_j| - \frac{\delta}{2}) [|d_j| > \delta], \quad d_j = a_j - y_j"#,
        derivative: #"\min(\max(a_j - y_j, -\delta), \delta)"#, second: #"[|a_j - y_j| < \delta]"#,
        Parameter("delta", #"\delta"#, 1, .positive), alsoCalled: ["huber_loss"])

    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        let (d, delta) = (abs(a - y), c.first)
        return d <= delta ? d * (d / 2) : delta * (d - delta / 2)
    }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        let (d, delta) = (a - y, c.first)
        return d < -delta ? -delta : d > delta ? delta : d
    }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { abs(a - y) < c.first ? 1 : 0 }
}

/// Σⱼ of ½d²/β for d = |aⱼ − yⱼ| below β, and of d − ½β from there on.
enum SmoothL1: ElementwiseCost {
    static let description = FunctionDescription(
        "smooth_l1",
        #"\sum_j \frac{d_j^2}{2 \beta} [|d_j| < \beta] + (|d_j| - \frac{\beta}{2}) [|d_j| \ge \beta], \quad d_j = a_j - y_j"#,
        derivative: #"\min(\max(\frac{a_j - y_j}{\beta}, -1), 1)"#, second: #"\frac{1}{\beta} [|a_j - y_j| < \beta]"#,
        Parameter("beta", #"\beta"#, 1, .notNegative))

    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        let (d, beta) = (abs(a - y), c.first)
        return d < beta ? d * (d / 2) / beta : d - beta / 2
    }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        let (d, beta) = (a - y, c.first)
        return abs(d) < beta ? d / beta : AbsoluteError.sign(d)
    }
    static func edges(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> [Double] {
        c.first == 0 ? AbsoluteError.edges(a, y, c) : []
    }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        abs(a - y) < c.first ? 1 / c.first : 0
    }
}

/// Σⱼ ln cosh(aⱼ − yⱼ)
enum LogCosh: ElementwiseCost {
    static let description = FunctionDescription(
        "log_cosh", #"\sum_j \ln \cosh(a_j - y_j)"#, derivative: #"\tanh(a_j - y_j)"#,
        second: #"1 - \tanh^2(a_j - y_j)"#)

    /// ln(1 + 2 sinh²(d/2)) near 0, where |d| − ln 2 + ln(1 + e^−2|d|) would lose most digits.
    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        let d = abs(a - y)
        guard d < 2 else { return d - S(0.6931471805599453094) + S.log1p(S.exp(-2 * d)) }
        let e = S.expm1(d / 2)
        let sinh = (e + e / (1 + e)) / 2
        return S.log1p(2 * sinh * sinh)
    }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S { S.tanh(a - y) }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        Tanh.derivative(a - y, S.tanh(a - y), c)
    }
}
