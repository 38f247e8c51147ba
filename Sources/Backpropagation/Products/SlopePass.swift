import LinearAlgebra

extension Network {
    /// Slopes on their way back from the outputs: δ = ∂/∂z and ∂/∂a of every layer, of a sum over the examples.
    ///
    /// - Parameters:
    ///   - slopes: to be filled, laid out as a backward pass is
    ///   - rows: where those of the examples are
    ///   - objective: what is summed; `nil` where ∂/∂aᴸ is there already
    /// - Complexity: n multiplications for each weight
    func fill(
        slopes: MutableMatrix<Scalar>, _ rows: ExampleRows, _ pass: ForwardPass<Scalar>,
        of objective: Objective<Scalar>?, _ workers: Workers
    ) {
        let (n, last) = (rows.count, layers.count - 1)
        for l in layers.indices.reversed() {
            if l < last {
                let (above, m) = (layers[l + 1], layers[l + 1].neurons)
                let delta = slopes.part(at: above.weightedSums(rows), rows: n, columns: m).view
                let slope = slopes.part(at: layers[l].activations(rows), rows: n, columns: above.inputs)
                fill(slope, below: l + 1, delta, workers)
            } else if let objective {
                fill(outputSlopes: slopes, rows, pass, of: objective, workers)
                continue
            }
            pullBack(slopes, rows, l, pass, workers)
        }
    }

    /// ∂C/∂aᴸ and δᴸ
    func fill(
        outputSlopes slopes: MutableMatrix<Scalar>, _ rows: ExampleRows, _ pass: ForwardPass<Scalar>,
        of objective: Objective<Scalar>, _ workers: Workers
    ) {
        let (n, layer) = (rows.count, layers[layers.count - 1])
        let slope = slopes.part(at: layer.activations(rows), rows: n, columns: outputs)
        objective.fill(slope: slope, pass.outputs.view, workers)
        guard let whole = objective.fromLogits(of: layer.activation) else {
            return pullBack(slopes, rows, layers.count - 1, pass, workers)
        }
        let z = pass.memory.view.part(at: layer.weightedSums(n), rows: n, columns: outputs)
        whole.fill(slope: slopes.part(at: layer.weightedSums(rows), rows: n, columns: outputs), z, workers)
    }

    /// δ of ∂/∂a
    private func pullBack(
        _ slopes: MutableMatrix<Scalar>, _ rows: ExampleRows, _ l: Int, _ pass: ForwardPass<Scalar>, _ workers: Workers
    ) {
        let (n, layer, m) = (rows.count, layers[l], layers[l].neurons)
        let z = pass.memory.view.part(at: layer.weightedSums(n), rows: n, columns: m)
        let a = pass.memory.view.part(at: layer.activations(n), rows: n, columns: m)
        let slope = slopes.part(at: layer.activations(rows), rows: n, columns: m).view
        let delta = slopes.part(at: layer.weightedSums(rows), rows: n, columns: m)
        layer.fill(pullback: delta, z, a, slope, vector.view, workers)
    }

    /// ∂/∂a of what layer l + 1 takes, of its δ: δ w / divisor
    func fill(
        _ slopes: MutableMatrix<Scalar>, below l: Int, _ delta: MatrixView<Scalar>, dividedBy divisor: Scalar = 1,
        _ workers: Workers
    ) {
        let w = vector.view.part(at: layers[l].weights, rows: layers[l].neurons, columns: layers[l].inputs)
        slopes.fill(product: delta, w, workers)
        if divisor != 1 { slopes.fill(slopes.view) { $0 / divisor } }
    }

    /// Derivatives by the parameters of layer l + 1, sums over rows that are divided by a number.
    ///
    /// - Parameters:
    ///   - vector: 1 × parameters, of which these are to be filled
    ///   - delta: δ, the rows' neurons
    ///   - input: as many rows of what the layer takes
    ///   - biases: of δ, the rows whose sums are the derivatives by the biases
    ///   - terms: fills the terms of those by slopes, as many rows as there are in `biases`
    func fill(
        gradient vector: MutableMatrix<Scalar>, _ l: Int, _ delta: MatrixView<Scalar>, _ input: MatrixView<Scalar>,
        biases: MatrixView<Scalar>, dividedBy divisor: Scalar, in workspace: Workspace<Scalar>,
        terms fill: (MutableMatrix<Scalar>) -> Void
    ) {
        let (layer, m, arena, workers) = (layers[l], layers[l].neurons, workspace.example, workspace.workers)
        let weights = vector.part(at: layer.weights, rows: m, columns: layer.inputs)
        weights.fill(transposed: delta, input, dividedBy: divisor, arena, workers)
        vector.part(at: layer.biases, rows: 1, columns: m)
            .fill(columnSums: biases, dividedBy: divisor, arena, workers)
        if layer.slopeCount == 0 { return }
        let slopes = vector.part(at: layer.slopes, rows: 1, columns: layer.slopeCount)
        arena.lend(rows: biases.rows, columns: m) { terms in
            fill(terms)
            layer.fill(slopeSums: slopes, terms.view, dividedBy: divisor, arena, workers)
        }
    }
}
