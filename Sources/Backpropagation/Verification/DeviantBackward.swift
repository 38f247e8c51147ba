internal import LinearAlgebra

/// The chain rule, step by step, with one of its steps done wrongly.
struct DeviantBackward<Scalar: Real> {
    let network: Network<Scalar>
    let pass: ForwardPass<Scalar>

    /// The gradient that comes of it, 1 × parameters.
    ///
    /// - Parameters:
    ///   - workers: who does the pieces of its products
    ///   - checkpoint: asked before each product
    /// - Returns: `nil` where nothing can deviate in this way.
    /// - Throws: What `checkpoint` throws.
    func gradient(
        _ objective: Objective<Scalar>, _ deviation: Deviation, _ workers: Workers, _ checkpoint: Checkpoint
    ) throws(Cancelled) -> Matrix<Scalar>? {
        let (layers, n) = (network.layers, pass.inputs.rows)
        let divisor = objective.divisor
        let arena = Arena<Scalar>()
        let outputs = pass.outputs
        var slope = Matrix.made(rows: n, columns: network.outputs) {
            objective.fill(slope: $0, outputs.view, .one)
        }
        var parts: [Matrix<Scalar>] = []
        var deviates = deviation == .none
        for l in stride(from: layers.count, through: 1, by: -1) {
            try checkpoint()
            let layer = layers[l - 1]
            let (delta, hasDeviated) = delta(l, slope, objective, deviation)
            deviates = deviates || hasDeviated
            let input = l > 1 ? pass.activations[l - 2] : pass.inputs
            let weights = Matrix.made(rows: layer.neurons, columns: layer.inputs) {
                $0.fill(transposed: delta.view, input.view, dividedBy: divisor, arena, workers)
            }
            let biases = Matrix.made(rows: 1, columns: layer.neurons) {
                $0.fill(columnSums: delta.view, dividedBy: divisor, arena, workers)
            }
            if let terms = layer.slopeTerms(slope, pass.weightedSums[l - 1]) {
                parts.append(
                    .made(rows: 1, columns: layer.slopeCount) {
                        layer.fill(slopeSums: $0, terms.view, dividedBy: divisor, arena, workers)
                    })
            }
            parts += [biases, weights]
            guard l > 1 else { break }
            try checkpoint()
            guard let (next, hasDeviatedHere) = slopeBefore(l, delta, deviation, workers) else { return nil }
            (slope, deviates) = (next, deviates || hasDeviatedHere)
        }
        guard deviates else { return nil }
        return objective.penalty.added(to: Matrix(joining: parts.reversed()), network)
    }

    /// δ⁽ˡ⁾
    private func delta(
        _ l: Int, _ slope: Matrix<Scalar>, _ objective: Objective<Scalar>, _ deviation: Deviation
    ) -> (Matrix<Scalar>, hasDeviated: Bool) {
        let layer = network.layers[l - 1]
        let (activation, vector) = (layer.activation, network.vector)
        let (z, a) = (pass.weightedSums[l - 1], pass.activations[l - 1])
        switch deviation {
        case .missingDerivative(let which) where (which ?? l) == l && !activation.isIdentity:
            return (slope, true)
        case .derivativeOfActivation(let which) where (which ?? l) == l && !activation.isIdentity:
            let again = Matrix.made(rows: a.rows, columns: a.columns) { layer.fill($0, a.view, vector.view, .one) }
            return (layer.pulledBack(slope, a, again, vector), true)
        case .kink(let derivative):
            let delta = layer.pulledBack(slope, z, a, vector)
            return (activation.kinks.isEmpty ? delta : self.delta(delta, l, z, slope, at: derivative), true)
        default: break
        }
        if l == network.layers.count, let whole = objective.fromLogits(of: activation) {
            return (
                Matrix.made(rows: z.rows, columns: z.columns) {
                    whole.fill(slope: $0, z.view, .one)
                }, false
            )
        }
        return (layer.pulledBack(slope, z, a, vector), false)
    }

    /// δ⁽ˡ⁾ with another value for σ′ where z is on a kink.
    private func delta(
        _ delta: Matrix<Scalar>, _ l: Int, _ z: Matrix<Scalar>, _ slope: Matrix<Scalar>, at derivative: KinkDerivative
    ) -> Matrix<Scalar> {
        var elements = delta.elements
        for i in elements.indices {
            let (k, j) = (i / z.columns, i % z.columns)
            let activation = network.activation(of: j, layer: l)
            guard activation.kinks.contains(Double(z[k, j])) else { continue }
            elements[i] = Scalar(derivative(activation, at: Double(z[k, j]))) * slope[k, j]
        }
        return Matrix(rows: z.rows, columns: z.columns, elements: elements)
    }

    /// ∂C/∂a⁽ˡ⁻¹⁾; `nil` where nothing can deviate in this way.
    private func slopeBefore(
        _ l: Int, _ delta: Matrix<Scalar>, _ deviation: Deviation, _ workers: Workers
    ) -> (Matrix<Scalar>, hasDeviated: Bool)? {
        let layer = network.layers[l - 1]
        var w = network.weights(layer, of: network.vector)
        var (delta, hasDeviated) = (delta, false)
        switch deviation {
        case .transposedWeights(let which) where (which ?? l) == l:
            if w.rows == w.columns, w.rows > 1 { (w, hasDeviated) = (w.transposed, true) }
        case .singlePath(let which, let neuron) where (which ?? l) == l && layer.neurons > 1:
            guard neuron < layer.neurons else { return nil }
            (delta, hasDeviated) = (delta.keeping(column: neuron), true)
        default: break
        }
        let (paths, weights) = (delta, w)
        return (
            Matrix.made(rows: paths.rows, columns: weights.columns) {
                $0.fill(product: paths.view, weights.view, workers)
            },
            hasDeviated
        )
    }
}

extension Matrix {
    fileprivate var transposed: Matrix {
        Matrix((0..<columns).map { j in (0..<rows).map { self[$0, j] } })
    }

    /// The same with zeros in every other column.
    fileprivate func keeping(column: Int) -> Matrix {
        Matrix(
            rows: rows, columns: columns,
            elements: (0..<count).map { $0 % columns == column ? self[$0 / columns, column] : 0 })
    }
}
