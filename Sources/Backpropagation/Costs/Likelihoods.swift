import LinearAlgebra

/// Σⱼ (e^aⱼ − yⱼaⱼ), of counts y whose mean's logarithm is a; or Σⱼ (aⱼ − yⱼ ln(aⱼ + 10⁻⁸)), where a is the mean itself.
/// `full` adds Stirling's y ln y − y + ½ ln(2πy) for y above 1.
enum Poisson: ElementwiseCost {
    static let description = FunctionDescription(
        "poisson", #"\sum_j (e^{a_j} - y_j a_j)"#, derivative: #"e^{a_j} - y_j"#, second: #"e^{a_j}"#,
        Parameter("log_input", choices: "true", "false"), Parameter("full", choices: "false", "true"),
        alsoCalled: ["poisson_nll"])

    static var domain: String { "not below 0 where `log_input` is false" }
    static func outside(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> Int? {
        a.indices.first { c.first != 0 && a[$0] < 0 }
    }

    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        let cost = c.first == 0 ? S.exp(a) - y * a : a - y * S.log(a + S(1e-8))
        guard c.second != 0, y > 1 else { return cost }
        return cost + (y * S.log(y) - y + S.log(2 * .pi * y) / 2)
    }
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        c.first == 0 ? S.exp(a) - y : 1 - y / (a + S(1e-8))
    }
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S {
        c.first == 0 ? S.exp(a) : y / (a + S(1e-8)) / (a + S(1e-8))
    }
}

/// Σⱼ ½ (ln vⱼ + (μⱼ − yⱼ)²/vⱼ), where the first half of the outputs are means μ, the second their variances v, which are
/// taken to be at least `eps`. `full` adds ½ ln 2π for each.
enum Gaussian: RowwiseCost {
    static let description = FunctionDescription(
        "gaussian", #"\sum_j \frac{1}{2} \left(\ln v_j + \frac{(\mu_j - y_j)^2}{v_j}\right), \quad a = (\mu, v)"#,
        derivative:
            #"\frac{\partial C}{\partial \mu_j} = \frac{\mu_j - y_j}{v_j}, \quad \frac{\partial C}{\partial v_j} = \frac{1}{2 v_j} - \frac{(\mu_j - y_j)^2}{2 v_j^2}"#,
        second:
            #"\frac{\partial^2 C}{\partial \mu_j^2} = \frac{1}{v_j}, \quad \frac{\partial^2 C}{\partial \mu_j \partial v_j} = -\frac{\mu_j - y_j}{v_j^2}, \quad \frac{\partial^2 C}{\partial v_j^2} = \frac{(\mu_j - y_j)^2}{v_j^3} - \frac{1}{2 v_j^2}"#,
        Parameter("eps", #"\varepsilon"#, 1e-6, .positive), Parameter("full", choices: "false", "true"),
        alsoCalled: ["gaussian_nll"])

    static func targets(outputs m: Int) -> Int? { m % 2 == 0 ? m / 2 : nil }
    static var domain: String { "of which the second half, the variances, are not below 0" }
    static func outside(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> Int? {
        (y.count..<a.count).first { a[$0] < 0 }
    }

    /// Where a variance becomes `eps`; below that the derivative is not that of the cost.
    static func edges(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> [Double] {
        y.indices.map { a[y.count + $0] < c.first ? .nan : a[y.count + $0] - c.first }
    }

    /// A variance below 0 is none.
    private static func variance<S: Real>(_ v: S, _ c: Constants<S>) -> S { v < 0 ? .nan : v < c.first ? c.first : v }

    static func value<S: Real>(_ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) -> S {
        var sum: S = 0
        for j in y.indices {
            let (d, v) = (a[j] - y[j], variance(a[y.count + j], c))
            sum += (S.log(v) + d * d / v + (c.second != 0 ? S.log(2 * .pi) : 0)) / 2
        }
        return sum
    }

    static func fill<S: Real>(slope: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) {
        for j in y.indices {
            let (d, v) = (a[j] - y[j], variance(a[y.count + j], c))
            slope[j] = d / v
            slope[y.count + j] = (1 - d * d / v) / (2 * v)
        }
    }

    static func fill<S: Real>(
        slopeTangent: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ change: Span<S>, _ c: Constants<S>
    ) {
        for j in y.indices {
            let (d, v) = (a[j] - y[j], variance(a[y.count + j], c))
            let (dChange, vChange) = (change[j], change[y.count + j])
            slopeTangent[j] = (dChange - d / v * vChange) / v
            slopeTangent[y.count + j] = ((d * d / v - 0.5) / v * vChange - d / v * dChange) / v
        }
    }
}
