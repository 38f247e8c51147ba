internal import Backpropagation
internal import JSON
internal import LinearAlgebra

extension EvaluationResults {
    /// The gradients of all examples in one tensor for each of the network's: its first dimension is the examples'.
    func writeStacked(_ backward: BackwardPass<S>, to writer: inout Writer, _ tensors: AnswerTensors<S>) {
        let stacks = stacked(backward)
        let n = forward.inputs.rows
        writer.object { writer in
            writer.key("layers")
            writer.array(stacks.indices) { writer, l in
                let layer = evaluation.network.layers[l]
                writer.object { writer in
                    writer.key("weights")
                    let shape = [n, layer.neurons, layer.inputs]
                    writer.tensor(tensors.add(stacks[l].weights, "example_gradients", .weights, l, shape: shape))
                    writer.key("biases")
                    let row = [n, layer.neurons]
                    writer.tensor(tensors.add(stacks[l].biases, "example_gradients", .biases, l, shape: row))
                    if layer.slopeCount == 0 { return }
                    writer.key("slopes")
                    let slopes = [n, layer.slopeCount]
                    writer.tensor(tensors.add(stacks[l].slopes, "example_gradients", .slopes, l, shape: slopes))
                }
            }
        }
    }

    /// Of each layer a row for each example.
    private func stacked(_ backward: BackwardPass<S>) -> [(weights: Matrix<S>, biases: Matrix<S>, slopes: Matrix<S>)] {
        let n = forward.inputs.rows
        let stacks = evaluation.network.layers.map { layer in
            (
                workspace.arena.blank(rows: n, columns: layer.neurons * layer.inputs),
                workspace.arena.blank(rows: n, columns: layer.neurons),
                workspace.arena.blank(rows: n, columns: layer.slopeCount)
            )
        }
        for k in 0..<n where !isCancelled {
            let gradient = evaluation.network.exampleGradient(k, forward, backward, in: workspace)
            for (l, (weights, biases, slopes)) in stacks.enumerated() {
                let layer = evaluation.network.layers[l]
                let size = layer.neurons * layer.inputs
                weights.matrix.part(at: k * size, rows: layer.neurons, columns: layer.inputs)
                    .fill(gradient.weights[l].view) { $0 }
                biases.matrix.part(at: k * layer.neurons, rows: 1, columns: layer.neurons)
                    .fill(gradient.biases[l].view) { $0 }
                slopes.matrix.part(at: k * layer.slopeCount, rows: 1, columns: layer.slopeCount)
                    .fill(gradient.slopes[l].view) { $0 }
            }
        }
        return stacks.map { (Matrix($0), Matrix($1), Matrix($2)) }
    }
}
