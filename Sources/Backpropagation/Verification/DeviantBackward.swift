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
        let activation = network.layers[l - 1].activation
        let (z, a) = (pass.weightedSums[l - 1], pass.activations[l - 1])
        switch deviation {
        case .missingDerivative(let layer) where (layer ?? l) == l && !activation.isIdentity:
            return (slope, true)
        case .derivativeOfActivation(let layer) where (layer ?? l) == l && !activation.isIdentity:
            let again = Matrix.made(rows: a.rows, columns: a.columns) { activation.fill($0, a.view, .one) }
            return (activation.pulledBack(slope, a, again), true)
        case .kink(let derivative):
            return (activation.pulledBack(slope, z, a, atKinks: Scalar(derivative)), true)
        default: break
        }
        if l == network.layers.count, let whole = objective.fromLogits(of: activation) {
            return (
                Matrix.made(rows: z.rows, columns: z.columns) {
                    whole.fill(slope: $0, z.view, .one)
                }, false
            )
        }
        return (activation.pulledBack(slope, z, a), false)
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

extension Activation {
    /// δ with another value for σ′ where σ has a kink.
    fileprivate func pulledBack<S: Real>(
        _ slope: Matrix<S>, _ z: Matrix<S>, _ a: Matrix<S>, atKinks derivative: S
    ) -> Matrix<S> {
        guard !kinks.isEmpty else { return pulledBack(slope, z, a) }
        var delta = pulledBack(slope, z, a).elements
        for i in delta.indices {
            let place = z[i / z.columns, i % z.columns]
            if kinks.contains(Double(place)) { delta[i] = derivative * slope[i / z.columns, i % z.columns] }
        }
        return Matrix(rows: z.rows, columns: z.columns, elements: delta)
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
