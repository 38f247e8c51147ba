/// What may be wrong with a gradient. Layers are numbered 1…L; where none is named, it is every layer.
public enum Mistake: Sendable, Equatable {
    /// Every derivative is this many times what it should be.
    case constantFactor(Double)
    /// δ⁽ˡ⁾ is ∂C/∂a⁽ˡ⁾, without σ′(z⁽ˡ⁾).
    case missingActivationDerivative(layer: Int?)
    /// δ⁽ˡ⁾ has σ′(a⁽ˡ⁾) for σ′(z⁽ˡ⁾).
    case activationDerivativeOfActivation(layer: Int?)
    /// ∂C/∂a⁽ˡ⁻¹⁾ is made with w⁽ˡ⁾ where its transpose belongs; both are square.
    case transposedWeights(layer: Int?)
    /// ∂C/∂b is one example's.
    case biasesNotSummed(example: Int)
    /// All is right above layer l, and wrong in it and below.
    case wrongFromLayer(Int)
    /// ∂C/∂s is wrong where all weights and biases are right; of several layers, in the highest.
    case wrongSlopes(layer: Int)
    /// It is the gradient of that cost.
    case differentCost(Cost)
    /// ∂C/∂a⁽ˡ⁻¹⁾ follows the path through neuron j of layer l alone; of every layer, through its first.
    case singlePath(layer: Int?, neuron: Int)
    /// It is the gradient of other weights: of those that one step of gradient descent, of this size and with this very
    /// gradient, would have brought here.
    case staleForwardPass(step: Double)
}

/// How a step of the chain rule is done, which may be wrongly.
enum Deviation: Sendable, Equatable {
    case none
    case missingDerivative(layer: Int?)
    case derivativeOfActivation(layer: Int?)
    case transposedWeights(layer: Int?)
    case singlePath(layer: Int?, neuron: Int)
    /// Where a kink is met, the derivative is another of those that implementations take.
    case kink(KinkDerivative)
}

/// What σ′ is taken to be at a kink: what it is on one side, or the mean of the two.
enum KinkDerivative: Sendable, CaseIterable {
    case below, above, mean

    /// - Parameter activation: of one neuron
    func callAsFunction(_ activation: Activation, at kink: Double) -> Double {
        let (below, above) = (activation.at(kink.nextDown).derivative, activation.at(kink.nextUp).derivative)
        return switch self {
        case .below: below
        case .above: above
        case .mean: (below + above) / 2
        }
    }
}
