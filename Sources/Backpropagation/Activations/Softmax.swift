import LinearAlgebra

/// softmax(z)ⱼ = e^zⱼ / Σₖ e^zₖ, over the neurons of a layer.
enum Softmax {
    /// - Parameter z: n × m
    /// - Returns: n × m; every row sums to 1.
    static func activations<S: Real>(_ z: Matrix<S>) -> Matrix<S> {
        var a = z.elements
        for row in z.rowRanges {
            let largest = z.elements[row].reduce(-S.infinity, S.maximum)
            var sum: S = 0
            for j in row {
                a[j] = S.exp(a[j] - largest)  // at most 1, so nothing overflows
                sum += a[j]
            }
            for j in row { a[j] /= sum }
        }
        return Matrix(rows: z.rows, columns: z.columns, elements: a)
    }

    /// ∂C/∂zⱼ = Σₖ ∂aₖ/∂zⱼ ∂C/∂aₖ = aⱼ (∂C/∂aⱼ − Σₖ aₖ ∂C/∂aₖ)
    ///
    /// Σₖ aₖ = 1, so a constant may be taken from every ∂C/∂a: that of the likeliest neuron, since the
    /// difference that matters when one neuron is nearly certain is otherwise lost to rounding.
    ///
    /// - Parameters:
    ///   - a: n × m, the activations
    ///   - slope: n × m, ∂C/∂a
    /// - Returns: n × m
    static func pullback<S: Real>(_ a: Matrix<S>, _ slope: Matrix<S>) -> Matrix<S> {
        var delta = slope.elements
        for row in a.rowRanges {
            var likeliest = row.lowerBound
            for j in row where a.elements[j] > a.elements[likeliest] { likeliest = j }
            let constant = slope.elements[likeliest]
            var mean: S = 0
            for j in row {
                delta[j] -= constant
                mean += a.elements[j] * delta[j]
            }
            for j in row { delta[j] = a.elements[j] * (delta[j] - mean) }
        }
        return Matrix(rows: a.rows, columns: a.columns, elements: delta)
    }
}
