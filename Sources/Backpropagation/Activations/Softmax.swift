import LinearAlgebra

/// softmax(z)ⱼ = e^zⱼ / Σₖ e^zₖ, over the neurons of a layer.
enum Softmax {
    /// Every row sums to 1.
    ///
    /// - Parameters:
    ///   - a: n × m, to be filled
    ///   - z: n × m
    static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>) {
        for i in 0..<z.rows { fill(row: i, a, z) }
    }

    static func fill<S: Real>(row i: Int, _ a: MutableMatrix<S>, _ z: MatrixView<S>) {
        let z = z.row(i)
        var a_ = a.row(i)
        var largest = -S.infinity
        for j in z.indices { largest = S.maximum(largest, z[j]) }
        for j in z.indices { a_[j] = z[j] - largest }
        a.exponentiate(row: i)  // at most 1, so nothing overflows
        var sum: S = 0
        for j in z.indices { sum += a_[j] }
        for j in z.indices { a_[j] /= sum }
    }

    /// ∂aᵢ/∂zⱼ of every neuron i: −aᵢaⱼ, and aⱼ(1 − aⱼ) where i = j, for which 1 − aⱼ is the sum of the others.
    static func derivatives<S: Real>(by j: Int, _ a: Span<S>) -> [S] {
        var others: S = 0
        for i in a.indices where i != j { others += a[i] }
        return a.indices.map { $0 == j ? a[j] * others : -a[$0] * a[j] }
    }

    /// ∂C/∂zⱼ = Σₖ ∂aₖ/∂zⱼ ∂C/∂aₖ = aⱼ (∂C/∂aⱼ − Σₖ aₖ ∂C/∂aₖ)
    ///
    /// Σₖ aₖ = 1, so a constant may be taken from every ∂C/∂a: that of the likeliest neuron, since the
    /// difference that matters when one neuron is nearly certain is otherwise lost to rounding.
    ///
    /// - Parameters:
    ///   - delta: n × m, to be filled
    ///   - a: n × m, the activations
    ///   - slope: n × m, ∂C/∂a
    static func fill<S: Real>(pullback delta: MutableMatrix<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>) {
        for i in 0..<a.rows {
            let (a, slope) = (a.row(i), slope.row(i))
            var delta = delta.row(i)
            var likeliest = 0
            for j in a.indices where a[j] > a[likeliest] { likeliest = j }
            let constant = slope[likeliest]
            var mean: S = 0
            for j in a.indices { mean += a[j] * (slope[j] - constant) }
            for j in a.indices { delta[j] = a[j] * ((slope[j] - constant) - mean) }
        }
    }
}
