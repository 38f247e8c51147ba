import LinearAlgebra

/// softmax(z)ⱼ = e^zⱼ / Σₖ e^zₖ, over the neurons of a layer.
enum Softmax: RowwiseActivation {
    static let description = FunctionDescription(
        "softmax", #"\frac{e^{z_j}}{\sum_k e^{z_k}}"#,
        derivative: #"\frac{\partial a_i}{\partial z_j} = a_i ([i = j] - a_j)"#,
        second:
            #"\frac{\partial^2 a_i}{\partial z_j \partial z_k} = a_i ([i = j] - a_j)([i = k] - a_k) - a_i a_j ([j = k] - a_k)"#
    )

    /// Every row sums to 1.
    static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ c: Constants<S>) {
        for i in 0..<z.rows { fill(row: i, a, z) }
    }

    static func fill<S: Real>(row i: Int, _ a: MutableMatrix<S>, _ z: MatrixView<S>) {
        let z = z.row(i)
        var a_ = a.row(i)
        var largest = -S.infinity
        for j in z.indices { largest = S.maximum(largest, z[j]) }
        for j in z.indices { a_[j] = z[j] - largest }
        normalise(row: i, a)
    }

    /// e to what is in the row, which is at most 0, so that nothing overflows; divided by their sum.
    static func normalise<S: Real>(row i: Int, _ a: MutableMatrix<S>) {
        a.exponentiate(row: i)
        var a = a.row(i)
        var sum: S = 0
        for j in a.indices { sum += a[j] }
        for j in a.indices { a[j] /= sum }
    }

    /// ∂C/∂zⱼ = Σₖ ∂aₖ/∂zⱼ ∂C/∂aₖ = aⱼ (∂C/∂aⱼ − Σₖ aₖ ∂C/∂aₖ)
    ///
    /// Σₖ aₖ = 1, so a constant may be taken from every ∂C/∂a: that of the likeliest neuron, since the
    /// difference that matters when one neuron is nearly certain is otherwise lost to rounding.
    static func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ c: Constants<S>
    ) {
        for i in 0..<a.rows {
            let (a, slope) = (a.row(i), slope.row(i))
            var delta = delta.row(i)
            let likeliest = largest(a)
            let constant = slope[likeliest]
            var mean: S = 0
            for j in a.indices { mean += a[j] * (slope[j] - constant) }
            for j in a.indices { delta[j] = a[j] * ((slope[j] - constant) - mean) }
        }
    }

    /// ∂aᵢ/∂zⱼ = ∂aⱼ/∂zᵢ, so changes go forwards as slopes go back.
    static func fill<S: Real>(
        tangent: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ change: MatrixView<S>, _ c: Constants<S>
    ) {
        fill(pullback: tangent, z, a, change, c)
    }

    /// Of δⱼ = aⱼ (sⱼ − Σₖ aₖsₖ), s being the slope: ȧⱼ (sⱼ − Σₖ aₖsₖ) + aⱼ (ṡⱼ − Σₖ (ȧₖsₖ + aₖṡₖ)), each s and ṡ
    /// less that of the likeliest neuron.
    static func fill<S: Real>(pullbackTangent: MutableMatrix<S>, _ at: Tangents<S>, _ c: Constants<S>) {
        for i in 0..<at.a.rows {
            let (a, s, aChange, sChange) = (at.a.row(i), at.slope.row(i), at.aChange.row(i), at.slopeChange.row(i))
            var result = pullbackTangent.row(i)
            let likeliest = largest(a)
            let (s0, sChange0) = (s[likeliest], sChange[likeliest])
            var (mean, meanChange): (S, S) = (0, 0)
            for k in a.indices {
                mean += a[k] * (s[k] - s0)
                meanChange += aChange[k] * (s[k] - s0) + a[k] * (sChange[k] - sChange0)
            }
            for j in a.indices {
                result[j] = aChange[j] * ((s[j] - s0) - mean) + a[j] * ((sChange[j] - sChange0) - meanChange)
            }
        }
    }

    /// Where the largest of them is, the first of several.
    static func largest<S: Real>(_ x: Span<S>) -> Int {
        var largest = 0
        for j in x.indices where x[j] > x[largest] { largest = j }
        return largest
    }
}
