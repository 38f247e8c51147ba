internal import Backpropagation
internal import HTTPWire
internal import JSON
internal import LinearAlgebra

extension EvaluationResults {
    /// Names the first place where a result stopped being a finite number, in the order in which they arise.
    func nonFiniteProblem() -> Problem {
        var (pointer, detail) = firstNonFinite()
        if pointer.isEmpty, let question = evaluation.question {
            pointer = question.pointer
            detail = "what comes of it is not finite, though the network's own results are"
        }
        return Problem(
            .unprocessableContent, "not-finite",
            "a result is not a finite number; \"non_finite\": \"null\" or \"string\" asks for the others all the same",
            findings: [Finding(pointer: pointer, detail: detail)])
    }

    private func firstNonFinite() -> (pointer: String, detail: String) {
        for l in forward.weightedSums.indices {
            for (name, matrix) in [
                ("weighted sum", forward.weightedSums[l]), ("activation", forward.activations[l]),
            ] {
                if let (example, neuron, value) = matrix.firstNonFinite() {
                    return layer(l, "example \(example), neuron \(neuron): the \(name) is \(value)")
                }
            }
        }
        let asksForCost =
            evaluation.question != nil || !evaluation.outputs.isDisjoint(with: [.cost, .exampleCosts])
        if asksForCost, let (_, k, value) = exampleCosts?.firstNonFinite() {
            return ("/network/cost", "example \(k): the cost is \(value)\(domain(of: k))")
        }
        if asksForCost, !cost.isFinite { return ("/network/cost", "the cost over all examples is \(cost.name)") }
        guard let backward else { return ("", "a result is not finite") }
        for l in forward.weightedSums.indices.reversed() {
            for (name, matrix) in [("∂C/∂a", backward.activations[l]), ("∂C/∂z", backward.weightedSums[l])] {
                if let (example, neuron, value) = matrix.firstNonFinite() {
                    return layer(l, "example \(example), neuron \(neuron): \(name) is \(value)")
                }
            }
            let from = l == 0 ? forward.inputs : forward.activations[l - 1]
            if let (neuron, input, value) = backward.gradient.weights[l].firstNonFinite() {
                let example = example { backward.weightedSums[l][$0, neuron] * from[$0, input] }
                return layer(l, "\(example)neuron \(neuron), weight \(input): ∂C/∂w is \(value)")
            }
            if let (_, neuron, value) = backward.gradient.biases[l].firstNonFinite() {
                return layer(l, "neuron \(neuron): ∂C/∂b is \(value)")
            }
            if let (_, place, value) = backward.gradient.slopes[l].firstNonFinite() {
                return layer(l, "slope \(place): ∂C/∂s is \(value)")
            }
        }
        if let (example, input, value) = backward.inputs?.firstNonFinite() {
            return ("/examples", "example \(example), input \(input): ∂C/∂a is \(value)")
        }
        if evaluation.outputs.contains(.exampleGradientNorms),
            let (_, k, value) = backward.exampleGradientNorms(forward).firstNonFinite()
        {
            return ("/examples", "example \(k): the length of its gradient is \(value)")
        }
        return ("", "a result is not finite")
    }

    /// The first example whose part of a sum is not finite; where all are, their sum is not.
    private func example(_ part: (Int) -> S) -> String {
        (0..<forward.inputs.rows).first { !part($0).isFinite }.map { "example \($0), " } ?? ""
    }

    private func layer(_ l: Int, _ detail: String) -> (String, String) {
        ("/network/layers/\(l)", "layer \(l + 1), \(detail)")
    }

    /// What the cost wanted of the outputs, where that is why it failed.
    private func domain(of example: Int) -> String {
        guard let targets = evaluation.examples.targets else { return "" }
        guard let cost = evaluation.objective?.cost, !cost.domain.isEmpty else { return "" }
        func doubles(_ matrix: Matrix<S>) -> Matrix<Double> {
            let row = matrix.part(at: example * matrix.columns, rows: 1, columns: matrix.columns)
            return Matrix<Double>(row: row.elements.map { Double($0) })
        }
        let outputs = doubles(forward.outputs)
        guard let fault = cost.outside(outputs.span, doubles(targets).span) else { return "" }
        let hasOther = Cost(named: cost.name + "_from_logits") != nil
        return "; this cost takes outputs \(cost.domain), and output \(fault) is \(outputs[0, fault])"
            + (hasOther ? " (for outputs of any size there is its _from_logits form)" : "")
    }
}

extension Matrix where Scalar: BinaryFormat {
    /// Row, column and name of the first element that is not finite.
    fileprivate func firstNonFinite() -> (row: Int, column: Int, value: String)? {
        guard let place = span.indices.first(where: { !span[$0].isFinite }) else { return nil }
        return (place / columns, place % columns, span[place].name)
    }
}

extension FloatingPoint {
    fileprivate var name: String { isNaN ? "not a number" : self > 0 ? "infinite" : "negative infinite" }
}
