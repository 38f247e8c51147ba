internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// Derivatives as the lesson builds them: factors for weights, biases and slopes, paths for activations.
extension EvaluationResults {
    func write(
        explanationsOf variables: [Variable], _ chainRule: ChainRule<S>, _ objective: Objective<S>,
        to writer: inout Writer
    ) {
        writer.key("explanations")
        writer.array(variables) { writer, variable in
            if isCancelled { return writer.raw("null") }
            writer.object { writer in
                writer.key("parameter")
                writer.variable(variable)
                writer.member("symbol", "∂C/∂\(Notation.symbol(variable))")
                writer.member("latex", Notation.derivative(of: "C", by: Notation.latex(variable)))
                writer.member("value", chainRule.derivative(variable))
                if case .weight = variable, objective.penalty != .none, let w = chainRule.network[variable] {
                    writer.member("penalty", objective.penalty.derivative(w))
                }
                writer.key("examples")
                writer.array(0..<forward.inputs.rows) { writer, n in
                    let explanation = ExampleExplanation(variable: variable, example: n, chainRule, objective.cost)
                    writer.object { explanation.write(to: &$0) }
                }
            }
        }
    }
}

/// The derivative of one example's cost, taken apart.
private struct ExampleExplanation<S: Evaluable> {
    let variable: Variable
    let n: Int
    let chainRule: ChainRule<S>
    let cost: Cost

    init(variable: Variable, example n: Int, _ chainRule: ChainRule<S>, _ cost: Cost) {
        (self.variable, self.n, self.chainRule, self.cost) = (variable, n, chainRule, cost)
    }

    func write(to writer: inout Writer) {
        writer.member("value", chainRule.derivative(variable, example: n))
        switch variable {
        case .weight(let l, let j, _), .bias(let l, let j):
            writer.key("factors")
            writer.raw("[")
            writeWeightedSumFactor(l, j, to: &writer)
            writer.raw(",")
            writeActivationFactor(l, j, to: &writer)
            writer.raw(",")
            writeCostFactor(l, j, to: &writer)
            writer.raw("]")
        case .slope(let l, let j):
            writer.key("factors")
            writer.raw("[")
            writeSlopeFactor(l, to: &writer)
            writer.raw(",")
            writeCostFactor(l, j, to: &writer)
            writer.raw("]")
        case .activation(let l, let k) where l < chainRule.network.layers.count:
            writer.key("paths")
            writer.array(0..<chainRule.network.width(ofLayer: l + 1)) { writer, j in
                writer.object { writePath(from: k, to: j, layer: l + 1, to: &$0) }
            }
        case .activation(let l, let k):
            writer.key("factors")
            writer.raw("[")
            writeCostFactor(l, k, to: &writer)
            writer.raw("]")
        }
    }

    /// ∂z/∂w or ∂z/∂b
    private func writeWeightedSumFactor(_ l: Int, _ j: Int, to writer: inout Writer) {
        let z = Notation.latex(weightedSum: j, layer: l)
        var (symbol, formula) = ("∂z/∂b", "1")
        if case .weight(_, _, let k) = variable {
            (symbol, formula) = ("∂z/∂w", Notation.latex(.activation(layer: l - 1, neuron: k)))
        }
        writer.object { writer in
            writer.member("symbol", symbol)
            writer.member(
                "latex", "\(Notation.derivative(of: z, by: Notation.latex(variable))) = \(formula)")
            writer.member("value", chainRule.weightedSumDerivative(variable, example: n))
        }
    }

    /// ∂a/∂z: σ′(z), or the derivative of every activation of the layer by this one weighted sum
    private func writeActivationFactor(_ l: Int, _ j: Int, to writer: inout Writer) {
        let z = Notation.latex(weightedSum: j, layer: l)
        let values = chainRule.activationDerivatives(j, layer: l, example: n)
        let isElementwise = chainRule.network.layers[l - 1].activation.isElementwise
        let a = isElementwise ? Notation.latex(.activation(layer: l, neuron: j)) : "a^{(\(l))}"
        writer.object { writer in
            writer.member("symbol", "∂a/∂z")
            let derivative = Notation.derivative(of: a, by: z)
            writer.member("latex", isElementwise ? "\(derivative) = \\sigma'(\(z))" : derivative)
            if isElementwise { writer.member("value", values[0]) } else { writer.member("values", values) }
        }
    }

    /// ∂a/∂s of the neuron, or of every neuron where they share s
    private func writeSlopeFactor(_ l: Int, to writer: inout Writer) {
        let neurons = chainRule.neurons(with: variable)
        let a = isOfLayer ? "a^{(\(l))}" : Notation.latex(.activation(layer: l, neuron: neurons.lowerBound))
        let z = isOfLayer ? "z^{(\(l))}" : Notation.latex(weightedSum: neurons.lowerBound, layer: l)
        let values = neurons.map { chainRule.slopeDerivative($0, layer: l, example: n) }
        writer.object { writer in
            writer.member("symbol", "∂a/∂s")
            writer.member("latex", "\(Notation.derivative(of: a, by: Notation.latex(variable))) = \\min(\(z), 0)")
            if isOfLayer { writer.member("values", values) } else { writer.member("value", values[0]) }
        }
    }

    /// Whether the variable reaches every activation of its layer directly.
    private var isOfLayer: Bool {
        switch variable {
        case .activation: false
        case .slope: chainRule.neurons(with: variable).count > 1
        case .weight(let l, _, _), .bias(let l, _): !chainRule.network.layers[l - 1].activation.isElementwise
        }
    }

    /// ∂C/∂a of the neuron, or, where σ is a function of the whole layer or s the layer's, of every neuron
    private func writeCostFactor(_ l: Int, _ j: Int, to writer: inout Writer) {
        let network = chainRule.network
        let isLast = l == network.layers.count
        let isWhole = isOfLayer
        let a = isWhole ? "a^{(\(l))}" : Notation.latex(.activation(layer: l, neuron: j))
        writer.object { writer in
            writer.member("symbol", "∂C/∂a")
            let derivative = Notation.derivative(of: "C_{\(n)}", by: a)
            let formula = Notation.slope(of: cost, output: a, target: "y_{\(j)}")
            writer.member("latex", isLast && !isWhole ? "\(derivative) = \(formula)" : derivative)
            if isWhole {
                writer.member("values", costDerivatives(l))
            } else {
                writer.member("value", chainRule.costDerivative(ofActivation: j, layer: l, example: n))
            }
        }
    }

    private func costDerivatives(_ l: Int) -> [S] {
        (0..<chainRule.network.width(ofLayer: l)).map {
            chainRule.costDerivative(ofActivation: $0, layer: l, example: n)
        }
    }

    /// w · ∂a/∂z · ∂C/∂a, the way from an activation through neuron j of layer l
    private func writePath(from k: Int, to j: Int, layer l: Int, to writer: inout Writer) {
        let weight = chainRule.network[.weight(layer: l, neuron: j, input: k)] ?? .nan
        writer.key("neuron")
        writer.integer(j)
        writer.member("weight", weight)
        if chainRule.network.layers[l - 1].activation.isElementwise {
            writer.member("activation_derivative", chainRule.activationDerivatives(j, layer: l, example: n)[0])
            writer.member("cost_derivative", chainRule.costDerivative(ofActivation: j, layer: l, example: n))
        } else {
            writer.member("activation_derivatives", chainRule.activationDerivatives(j, layer: l, example: n))
            writer.member("cost_derivatives", costDerivatives(l))
        }
        writer.member("value", weight * chainRule.costDerivative(ofWeightedSum: j, layer: l, example: n))
    }
}
