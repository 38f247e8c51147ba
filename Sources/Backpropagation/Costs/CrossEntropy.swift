import LinearAlgebra

/// −Σⱼ yⱼ ln aⱼ, from probabilities or, with a = softmax of them, from logits.
enum CrossEntropy {
    /// −y ln a; 0 where y is 0, whatever a is.
    static func value<S: Real>(_ a: S, _ y: S) -> S { y == 0 ? 0 : -y * S.log(a) }

    /// −y / a; 0 where y is 0.
    static func derivative<S: Real>(_ a: S, _ y: S) -> S { y == 0 ? 0 : -y / a }

    /// C₀ = Σⱼ yⱼ (ln Σₖ e^aₖ − aⱼ)
    ///
    /// With the largest logit m set apart, ln Σₖ e^aₖ = m + ln(1 + the rest), where the rest is accurate even
    /// when it is small beside 1.
    static func fill<S: Real>(exampleCostsFromLogits costs: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>) {
        var costs = costs.row(0)
        for i in 0..<a.rows { costs[i] = costFromLogits(a.row(i), y.row(i)) }
    }

    private static func costFromLogits<S: Real>(_ a: Span<S>, _ y: Span<S>) -> S {
        var largest = 0
        for j in a.indices where a[j] > a[largest] { largest = j }
        let m = a[largest]
        var rest: S = 0
        for k in a.indices where k != largest { rest += S.exp(a[k] - m) }
        let logarithm = S.log1p(rest)
        var cost: S = 0
        for j in a.indices where y[j] != 0 { cost += y[j] * ((m - a[j]) + logarithm) }
        return cost
    }

    /// ∂C₀/∂aⱼ = pⱼ Σₖ yₖ − yⱼ with p = softmax(a), as pⱼ (Σ of the other y) − yⱼ (Σ of the other p): so no digit is
    /// lost where one pⱼ or yⱼ is nearly all there is.
    ///
    /// The sums of the others are made of those before and those after, since the sum of all less one loses digits.
    ///
    /// - Parameter before: n × 2m, memory for those sums
    static func fill<S: Real>(
        slopeFromLogits slope: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ before: MutableMatrix<S>
    ) {
        for i in 0..<a.rows {
            Softmax.fill(row: i, slope, a)
            slopeFromLogits(p: slope.row(i), y.row(i), before.row(i))
        }
    }

    /// One row, in which the slope takes the place of p.
    private static func slopeFromLogits<S: Real>(
        p slope: consuming MutableSpan<S>, _ y: Span<S>, _ before: consuming MutableSpan<S>
    ) {
        let m = y.count
        var (p, targets): (S, S) = (0, 0)
        for j in y.indices {
            (before[j], before[m + j]) = (p, targets)
            p += slope[j]
            targets += y[j]
        }
        (p, targets) = (0, 0)
        for j in stride(from: m - 1, through: 0, by: -1) {
            let pj = slope[j]
            slope[j] = pj * (before[m + j] + targets) - y[j] * (before[j] + p)
            p += pj
            targets += y[j]
        }
    }
}
