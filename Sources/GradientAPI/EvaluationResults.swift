internal import Backpropagation
internal import HTTPWire
internal import JSON
internal import LinearAlgebra

/// What an evaluation has computed.
struct EvaluationResults<S: Real & BinaryFormat> {
    let evaluation: Evaluation<S>
    let forward: ForwardPass<S>
    /// There where there are targets.
    let exampleCosts: Matrix<S>?
    let cost: S
    /// There where an output needs it.
    let backward: BackwardPass<S>?
    let workspace: Workspace<S>
    let computation: any Computation

    /// Nobody waits for what is written: the rest may be left out.
    private var isCancelled: Bool { computation.isCancelled }

    /// Writes the outputs asked for, in the order of openapi.yaml.
    func write(to writer: inout Writer, _ outputs: Outputs) {
        writer.object { writer in
            if outputs.contains(.cost) {
                writer.key("cost")
                writer.number(cost)
            }
            if outputs.contains(.exampleCosts), let exampleCosts {
                writer.key("example_costs")
                writer.numbers(exampleCosts.span)
            }
            if !outputs.isDisjoint(with: [.weightedSums, .activations, .weightedSumGradients, .activationGradients]) {
                writer.key("layers")
                writer.array(forward.weightedSums.indices) { writer, l in writeLayer(l, to: &writer, outputs) }
            }
            if let backward { write(backward, to: &writer, outputs) }
        }
    }

    private func writeLayer(_ l: Int, to writer: inout Writer, _ outputs: Outputs) {
        if isCancelled { return }
        writer.object { writer in
            if outputs.contains(.weightedSums) { writer.matrix("weighted_sums", forward.weightedSums[l]) }
            if outputs.contains(.activations) { writer.matrix("activations", forward.activations[l]) }
            guard let backward else { return }
            if outputs.contains(.weightedSumGradients) {
                writer.matrix("weighted_sum_gradients", backward.weightedSums[l])
            }
            if outputs.contains(.activationGradients) { writer.matrix("activation_gradients", backward.activations[l]) }
        }
    }

    private func write(_ backward: BackwardPass<S>, to writer: inout Writer, _ outputs: Outputs) {
        if outputs.contains(.gradient) {
            writer.key("gradient")
            write(backward.gradient, to: &writer)
        }
        if outputs.contains(.gradientVector) {
            writer.key("gradient_vector")
            writer.numbers(backward.gradient.vector.span)
        }
        if outputs.contains(.exampleGradients) {
            writer.key("example_gradients")
            writer.array(0..<forward.inputs.rows) { writer, k in
                if isCancelled { return }
                write(evaluation.network.exampleGradient(k, forward, backward, in: workspace), to: &writer)
            }
        }
        if let inputs = backward.inputs { writer.matrix("input_gradients", inputs) }
    }

    /// In the shape of `network`, so that the two can be zipped.
    private func write(_ gradient: Gradient<S>, to writer: inout Writer) {
        writer.object { writer in
            writer.key("layers")
            writer.array(gradient.weights.indices) { writer, l in
                if isCancelled { return }
                writer.object { writer in
                    writer.matrix("weights", gradient.weights[l])
                    writer.key("biases")
                    writer.numbers(gradient.biases[l].span)
                }
            }
        }
    }
}

extension Writer {
    fileprivate mutating func matrix<S: Real & BinaryFormat>(_ name: StaticString, _ matrix: Matrix<S>) {
        key(name)
        rows(matrix.span, columns: matrix.columns)
    }
}
