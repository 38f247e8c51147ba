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

    /// ∂C₀/∂aⱼ = pⱼ Σₖ yₖ − yⱼ with p = softmax(a), as pⱼ (Σ of the other y) − yⱼ (Σ of the other p): so no digit is
    /// lost where one pⱼ or yⱼ is nearly all there is.
    static func slopeFromLogits<S: Real>(_ a: Matrix<S>, _ y: Matrix<S>) -> Matrix<S> {
        let p = Softmax.activations(a).elements
        var slope: [S] = []
        slope.reserveCapacity(p.count)
        for row in a.rowRanges {
            let (otherP, otherY) = (sumsOfOthers(p[row]), sumsOfOthers(y.elements[row]))
            for (place, j) in row.enumerated() { slope.append(p[j] * otherY[place] - y.elements[j] * otherP[place]) }
        }
        return Matrix(rows: a.rows, columns: a.columns, elements: slope)
    }

    /// For each element the sum of all others: of those before it and those after it, since the sum of all less the
    /// element would lose digits.
    private static func sumsOfOthers<S: Real>(_ x: ArraySlice<S>) -> [S] {
        var sums: [S] = []
        var before: S = 0
        for element in x {
            sums.append(before)
            before += element
        }
        var after: S = 0
        for (place, element) in zip(sums.indices, x).reversed() {
            sums[place] += after
            after += element
        }
        return sums
    }
}
