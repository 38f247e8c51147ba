internal import Backpropagation
internal import HTTPWire
internal import JSON
internal import LinearAlgebra

/// What an evaluation has computed.
struct EvaluationResults<S: Evaluable>: ~Copyable {
    let evaluation: Evaluation<S>
    let forward: ForwardPass<S>
    /// There where there are targets.
    let exampleCosts: Matrix<S>?
    let cost: S
    /// There where an output needs it.
    let backward: BackwardPass<S>?
    let workspace: Workspace<S>
    let computation: any Computation
    /// Where arrays go that are not to stand in the document.
    var tensors: AnswerTensors<S>?
    /// Where long ones go whose numbers are not to be written yet.
    var long: LongMatrices<S>?

    /// Nobody waits for what is written: the rest may be left out.
    var isCancelled: Bool { computation.isCancelled }

    /// Writes the outputs asked for, in the order of openapi.yaml.
    func write(to writer: inout Writer, _ outputs: Outputs) {
        writer.object { writer in
            if outputs.contains(.cost) {
                writer.key("cost")
                writer.number(cost)
            }
            if outputs.contains(.exampleCosts), let exampleCosts { write(exampleCosts, "example_costs", to: &writer) }
            if !outputs.isDisjoint(with: [.weightedSums, .activations, .weightedSumGradients, .activationGradients]) {
                writer.key("layers")
                writeLayers(to: &writer, outputs)
            }
            if let backward { write(backward, to: &writer, outputs) }
        }
    }

    private func writeLayers(to writer: inout Writer, _ outputs: Outputs) {
        writer.array(0..<forward.layers.count) { writer, l in
            if isCancelled { return }
            writer.object { writer in
                if outputs.contains(.weightedSums) {
                    write(forward, .weightedSums, l, "weighted_sums", to: &writer)
                }
                if outputs.contains(.activations) { write(forward, .activations, l, "activations", to: &writer) }
                if outputs.contains(.weightedSumGradients), let backward {
                    write(backward, .weightedSums, l, "weighted_sum_gradients", to: &writer)
                }
                if outputs.contains(.activationGradients), let backward {
                    write(backward, .activations, l, "activation_gradients", to: &writer)
                }
            }
        }
    }

    private func write(_ backward: BackwardPass<S>, to writer: inout Writer, _ outputs: Outputs) {
        if outputs.contains(.gradient) {
            writer.key("gradient")
            write(backward.gradient, to: &writer)
        }
        if outputs.contains(.gradientVector) { write(backward.gradient.vector, "gradient_vector", to: &writer) }
        if outputs.contains(.exampleGradients) {
            writer.key("example_gradients")
            if let tensors { writeStacked(backward, to: &writer, tensors) } else { writeEach(backward, to: &writer) }
        }
        if outputs.contains(.exampleGradientNorms) {
            write(backward.exampleGradientNorms(forward), "example_gradient_norms", to: &writer)
        }
        if let inputs = backward.inputs {
            writer.key("input_gradients")
            write(inputs, to: &writer) { $0.add(inputs, "input_gradients") }
        }
    }

    private func writeEach(_ backward: BackwardPass<S>, to writer: inout Writer) {
        writer.array(0..<forward.inputs.rows) { writer, k in
            if isCancelled { return }
            write(evaluation.network.exampleGradient(k, forward, backward, in: workspace), to: &writer)
        }
    }

    /// In the shape of `network`, so that the two can be zipped.
    private func write(_ gradient: Gradient<S>, to writer: inout Writer) {
        writer.object { writer in
            writer.key("layers")
            writer.array(0..<gradient.layers.count) { writer, l in
                if isCancelled { return }
                writer.object { writer in
                    writer.key("weights")
                    write(gradient, .weights, l, to: &writer) {
                        $0.add($1, "gradient", .weights, l, shape: [$1.rows, $1.columns])
                    }
                    writer.key("biases")
                    write(gradient, .biases, l, isVector: true, to: &writer) {
                        $0.add($1, "gradient", .biases, l, shape: [$1.count])
                    }
                    if gradient.layers[l].slopeCount == 0 { return }
                    writer.key("slopes")
                    write(gradient, .slopes, l, isVector: true, to: &writer) {
                        $0.add($1, "gradient", .slopes, l, shape: [$1.count])
                    }
                }
            }
        }
    }
}

/// Arrays: in the document, or as tensors with a reference in their place.
extension EvaluationResults {
    private func write(_ vector: Matrix<S>, _ key: StaticString, to writer: inout Writer) {
        writer.key(key)
        write(vector, isVector: true, to: &writer) { $0.add(vector, key.description, shape: [vector.count]) }
    }

    @inline(__always)
    private func write(
        _ results: some LayerMemory<S>, _ kind: LayerMatrixKind, _ l: Int, _ key: StaticString,
        to writer: inout Writer
    ) {
        writer.key(key)
        write(results, kind, l, to: &writer) { $0.add($1, "\(key).\(l + 1)") }
    }

    @inline(__always)
    private func write(
        _ results: some LayerMemory<S>, _ kind: LayerMatrixKind, _ l: Int, isVector: Bool = false,
        to writer: inout Writer, add: (AnswerTensors<S>, Matrix<S>) -> String
    ) {
        if let tensors { return writer.tensor(add(tensors, results.matrix(kind, l))) }
        if let long, long.take(results.matrix(kind, l), isVector: isVector, &writer) { return }
        results.withNumbers(kind, l) { write($0, columns: $1, isVector: isVector, to: &writer) }
    }

    @inline(__always)
    private func write(
        _ matrix: Matrix<S>, isVector: Bool = false, to writer: inout Writer, add: (AnswerTensors<S>) -> String
    ) {
        if let tensors { return writer.tensor(add(tensors)) }
        if let long, long.take(matrix, isVector: isVector, &writer) { return }
        write(matrix.span, columns: matrix.columns, isVector: isVector, to: &writer)
    }

    @inline(__always)
    private func write(_ numbers: Span<S>, columns: Int, isVector: Bool, to writer: inout Writer) {
        if isVector { writer.numbers(numbers) } else { writer.rows(numbers, columns: columns) }
    }
}
