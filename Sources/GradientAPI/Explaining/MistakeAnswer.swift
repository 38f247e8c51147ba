internal import Backpropagation
internal import JSON

extension Mistake {
    /// Writes the finding: its name, where or how much, and what it means.
    func write(to writer: inout Writer) {
        writer.member("finding", finding)
        switch self {
        case .constantFactor(let factor): writer.member("factor", factor)
        case .staleForwardPass(let step): writer.member("step", step)
        case .differentCost(let cost): writer.member("cost", cost.name)
        case .biasesNotSummed(let example):
            writer.key("example")
            writer.integer(example)
        default: break
        }
        if let layer {
            writer.key("layer")
            writer.integer(layer)
        }
        if case .singlePath(_, let neuron) = self {
            writer.key("neuron")
            writer.integer(neuron)
        }
        writer.member("explanation", explanation)
    }

    private var finding: String {
        switch self {
        case .constantFactor: "constant_factor"
        case .missingActivationDerivative: "missing_activation_derivative"
        case .activationDerivativeOfActivation: "activation_derivative_of_activation"
        case .transposedWeights: "transposed_weights"
        case .biasesNotSummed: "biases_not_summed"
        case .wrongSlopes: "wrong_slopes"
        case .wrongFromLayer: "wrong_from_layer"
        case .differentCost: "different_cost"
        case .singlePath: "single_path"
        case .staleForwardPass: "stale_forward_pass"
        }
    }

    private var layer: Int? {
        switch self {
        case .missingActivationDerivative(let l), .activationDerivativeOfActivation(let l), .transposedWeights(let l),
            .singlePath(let l, _):
            l
        case .wrongFromLayer(let l), .wrongSlopes(let l): l
        case .constantFactor, .biasesNotSummed, .differentCost, .staleForwardPass: nil
        }
    }

    private var explanation: String {
        let place = layer.map { "in layer \($0)" } ?? "in every layer"
        switch self {
        case .constantFactor(let factor):
            return "every derivative is \(Self.text(factor)) times what it should be\(reason(factor))"
        case .missingActivationDerivative:
            return "σ′(z) is missing \(place): δ is ∂C/∂a there, and should be σ′(z) ∂C/∂a"
        case .activationDerivativeOfActivation:
            return "\(place), σ′ is taken of a = σ(z) and should be taken of z"
        case .transposedWeights:
            return "on the way down from layer \(layer ?? 0), ∂C/∂a is made with w where its transpose belongs: "
                + "∂C/∂aₖ = Σⱼ wⱼₖ δⱼ"
        case .biasesNotSummed(let example):
            return "∂C/∂b is that of example \(example) alone, and should be summed over the examples as ∂C/∂w is"
        case .wrongSlopes(let l):
            return
                "all weights and biases are right, and ∂C/∂s of layer \(l) is wrong: it is the sum of min(z, 0) ∂C/∂a "
                + "over the examples, and over the neurons too where they have one slope"
        case .wrongFromLayer(let l):
            return "all is right above layer \(l); from there down it is wrong, so look at how δ comes to layer \(l)"
        case .differentCost(let cost): return "this is the gradient of \(cost.name)"
        case .singlePath(_, let neuron):
            return
                "∂C/∂a below \(layer.map { "layer \($0)" } ?? "every layer") follows the path through neuron \(neuron) "
                + "alone, and should be the sum over all neurons that it reaches"
        case .staleForwardPass(let step):
            return "this is the gradient of other weights: those of before a step of gradient descent of size \(step); "
                + "run the forward pass again after every step"
        }
    }

    private static func text(_ factor: Double) -> String {
        Int(exactly: factor).map { "\($0)" } ?? "\(factor)"
    }

    private func reason(_ factor: Double) -> String {
        switch factor {
        case 2: "; is there a ½ in the cost, or is an error counted twice?"
        case 0.5: "; was the 2 of the squared error's derivative left out?"
        case -1: "; the sign is wrong: ∂C/∂a is 2(a − y), not 2(y − a)"
        case 2... where factor == factor.rounded(): "; is it the sum over examples, and not the mean?"
        case 0..<1 where (1 / factor).rounded() * factor == 1: "; is it divided by the number of examples twice?"
        default: ""
        }
    }
}
