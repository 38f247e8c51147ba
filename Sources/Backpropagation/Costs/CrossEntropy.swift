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
    static func exampleCostsFromLogits<S: Real>(_ a: Matrix<S>, _ y: Matrix<S>) -> [S] {
        a.rowRanges.map { row in
            var largest = row.lowerBound
            for j in row where a.elements[j] > a.elements[largest] { largest = j }
            let m = a.elements[largest]
            var rest: S = 0
            for k in row where k != largest { rest += S.exp(a.elements[k] - m) }
            let logarithm = S.log1p(rest)
            var cost: S = 0
            for j in row where y.elements[j] != 0 { cost += y.elements[j] * ((m - a.elements[j]) + logarithm) }
            return cost
        }
    }

    /// ∂C₀/∂aⱼ = pⱼ Σₖ yₖ − yⱼ with p = softmax(a), as pⱼ (Σ of the other y) − yⱼ (Σ of the other p): no digit is
    /// lost where one pⱼ is nearly 1. For the others, 1 − pⱼ is as good as the sum.
    static func slopeFromLogits<S: Real>(_ a: Matrix<S>, _ y: Matrix<S>) -> Matrix<S> {
        let p = Softmax.activations(a).elements
        var slope = p
        for row in a.rowRanges {
            let total = y.elements[row].reduce(0, +)
            let likeliest = row.max { p[$0] < p[$1] }
            for j in row {
                let others = j == likeliest ? row.reduce(0) { $1 == j ? $0 : $0 + p[$1] } : 1 - p[j]
                slope[j] = p[j] * (total - y.elements[j]) - y.elements[j] * others
            }
        }
        return Matrix(rows: a.rows, columns: a.columns, elements: slope)
    }
}
