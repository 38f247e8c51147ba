import LinearAlgebra

/// `CrossEntropy` of softmax(a): for a last layer without an activation, and stable for any a. Smoothing by ε takes
/// (1 − ε) y + ε/m for y.
enum CrossEntropyFromLogits: RowwiseCost {
    static let description = FunctionDescription(
        "cross_entropy_from_logits",
        #"\sum_j t_j (\ln \sum_k e^{a_k} - a_j), \quad t_j = (1 - \varepsilon) y_j + \frac{\varepsilon}{m}"#,
        derivative: #"\mathrm{softmax}(a)_j \sum_k t_k - t_j"#,
        second:
            #"\frac{\partial^2 C}{\partial a_j \partial a_k} = p_j ([j = k] - p_k) \sum_i t_i, \quad p = \mathrm{softmax}(a)"#,
        Parameter("label_smoothing", #"\varepsilon"#, 0, .fraction), alsoCalled: ["softmax_cross_entropy"])

    static var takesClasses: Bool { true }

    /// With the largest logit m set apart, ln Σₖ e^aₖ = m + ln(1 + the rest), where the rest is accurate even
    /// when it is small beside 1.
    static func value<S: Real>(_ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) -> S {
        let largest = Softmax.largest(a)
        let m = a[largest]
        var rest: S = 0
        for k in a.indices where k != largest { rest += S.exp(a[k] - m) }
        let logarithm = S.log1p(rest)
        var cost: S = 0
        for j in a.indices {
            let t = smooth(y[j], y.count, c)
            if t != 0 { cost += t * ((m - a[j]) + logarithm) }
        }
        return cost
    }

    /// pⱼ Σₖ tₖ − tⱼ as pⱼ (Σ of the other t) − tⱼ (Σ of the other p): so no digit is lost where one pⱼ or tⱼ is nearly all
    /// there is. The sum of the others is that of all less one, but where that one is the largest.
    static func fill<S: Real>(slope: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) {
        let m = a.count
        let likeliest = Softmax.largest(a)
        var sum: S = 0
        for j in a.indices {
            slope[j] = S.exp(a[j] - a[likeliest])
            sum += slope[j]
        }
        var (otherP, allT, wanted): (S, S, Int) = (0, 0, 0)
        for j in a.indices {
            slope[j] /= sum
            if j != likeliest { otherP += slope[j] }
            allT += smooth(y[j], m, c)
            if abs(y[j]) > abs(y[wanted]) { wanted = j }
        }
        var otherT: S = 0
        for j in a.indices where j != wanted { otherT += smooth(y[j], m, c) }
        for j in a.indices {
            let (p, t) = (slope[j], smooth(y[j], m, c))
            slope[j] = p * (j == wanted ? otherT : allT - t) - t * (j == likeliest ? otherP : 1 - p)
        }
    }

    /// ṗⱼ Σₖ tₖ with ṗⱼ = pⱼ (ȧⱼ − Σₖ pₖȧₖ), each ȧ less that of the likeliest.
    static func fill<S: Real>(
        slopeTangent: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ change: Span<S>, _ c: Constants<S>
    ) {
        let likeliest = Softmax.largest(a)
        var (sum, mean, allT): (S, S, S) = (0, 0, 0)
        for j in a.indices {
            slopeTangent[j] = S.exp(a[j] - a[likeliest])
            sum += slopeTangent[j]
            mean += slopeTangent[j] * (change[j] - change[likeliest])
            allT += smooth(y[j], y.count, c)
        }
        for j in a.indices {
            slopeTangent[j] = slopeTangent[j] / sum * ((change[j] - change[likeliest]) - mean / sum) * allT
        }
    }

    private static func smooth<S: Real>(_ y: S, _ m: Int, _ c: Constants<S>) -> S {
        c.first == 0 ? y : (1 - c.first) * y + c.first / S(m)
    }
}
