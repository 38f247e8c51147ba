import LinearAlgebra

/// log_softmax(z)ⱼ = zⱼ − ln Σₖ e^zₖ, over the neurons of a layer.
enum LogSoftmax: RowwiseActivation {
    static let description = FunctionDescription(
        "log_softmax", #"z_j - \ln \sum_k e^{z_k}"#,
        derivative: #"\frac{\partial a_i}{\partial z_j} = [i = j] - e^{a_j}"#,
        second: #"\frac{\partial^2 a_i}{\partial z_j \partial z_k} = -e^{a_j} ([j = k] - e^{a_k})"#)

    /// With the largest z = m set apart, ln Σₖ e^zₖ = m + ln(1 + the rest), where the rest is accurate even when it is
    /// small beside 1.
    static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ c: Constants<S>) {
        for i in 0..<z.rows {
            let z = z.row(i)
            var a = a.row(i)
            let likeliest = Softmax.largest(z)
            var rest: S = 0
            for k in z.indices where k != likeliest { rest += S.exp(z[k] - z[likeliest]) }
            let logarithm = S.log1p(rest)
            for j in z.indices { a[j] = (z[j] - z[likeliest]) - logarithm }
        }
    }

    /// ∂C/∂zⱼ = sⱼ − pⱼ Σₖ sₖ with p = eᵃ, s being the slope. Where pⱼ is nearly 1, it is sⱼ (Σ of the other p) − pⱼ (Σ of
    /// the other s), of which no digit is lost.
    static func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ c: Constants<S>
    ) {
        for i in 0..<a.rows {
            let (a, s) = (a.row(i), slope.row(i))
            var delta = delta.row(i)
            let likeliest = Softmax.largest(a)
            var (otherP, otherS): (S, S) = (0, 0)
            for k in a.indices where k != likeliest {
                otherP += S.exp(a[k])
                otherS += s[k]
            }
            let sum = otherS + s[likeliest]
            for j in a.indices {
                let p = S.exp(a[j])
                delta[j] = j == likeliest ? s[j] * otherP - p * otherS : s[j] - p * sum
            }
        }
    }

    /// ȧⱼ = żⱼ − Σₖ pₖżₖ, each ż less that of the likeliest neuron.
    static func fill<S: Real>(
        tangent: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ change: MatrixView<S>, _ c: Constants<S>
    ) {
        for i in 0..<a.rows {
            let (a, change) = (a.row(i), change.row(i))
            var result = tangent.row(i)
            let constant = change[Softmax.largest(a)]
            var mean: S = 0
            for k in a.indices { mean += S.exp(a[k]) * (change[k] - constant) }
            for j in a.indices { result[j] = (change[j] - constant) - mean }
        }
    }

    /// Of sⱼ − pⱼ Σₖ sₖ: ṡⱼ − pⱼ (ȧⱼ Σₖ sₖ + Σₖ ṡₖ), since ṗ = pȧ; where pⱼ is nearly 1 with the others set apart, as above.
    static func fill<S: Real>(pullbackTangent: MutableMatrix<S>, _ at: Tangents<S>, _ c: Constants<S>) {
        fill(pullback: pullbackTangent, at.z, at.a, at.slopeChange, c)
        for i in 0..<at.a.rows {
            let (a, s, aChange) = (at.a.row(i), at.slope.row(i), at.aChange.row(i))
            var result = pullbackTangent.row(i)
            var sum: S = 0
            for k in s.indices { sum += s[k] }
            for j in a.indices { result[j] -= S.exp(a[j]) * aChange[j] * sum }
        }
    }
}
