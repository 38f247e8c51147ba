import LinearAlgebra

/// softmax(z)ⱼ = e^zⱼ / Σₖ e^zₖ, over the neurons of a layer.
enum Softmax {
    /// Every row sums to 1.
    ///
    /// - Parameters:
    ///   - a: n × m, to be filled
    ///   - z: n × m
    static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: Matrix<S>, _ workers: Workers) {
        a.fillRows(workers) { i, a in softmax(&a, z.row(i)) }
    }

    /// One row: a = softmax(z)
    static func softmax<S: Real>(_ a: inout MutableSpan<S>, _ z: Span<S>) {
        var largest = -S.infinity
        for j in z.indices { largest = S.maximum(largest, z[j]) }
        var sum: S = 0
        for j in z.indices {
            let e = S.exp(z[j] - largest)  // at most 1, so nothing overflows
            a[j] = e
            sum += e
        }
        for j in z.indices { a[j] /= sum }
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
    static func fill<S: Real>(pullback delta: MutableMatrix<S>, _ a: Matrix<S>, _ slope: Matrix<S>, _ workers: Workers)
    {
        delta.fillRows(workers) { i, delta in
            let (a, slope) = (a.row(i), slope.row(i))
            var likeliest = 0
            for j in a.indices where a[j] > a[likeliest] { likeliest = j }
            let constant = slope[likeliest]
            var mean: S = 0
            for j in a.indices { mean += a[j] * (slope[j] - constant) }
            for j in a.indices { delta[j] = a[j] * ((slope[j] - constant) - mean) }
        }
    }
}
