public import LinearAlgebra

/// The derivatives of a network's cost taken apart: the factors that the chain rule multiplies, and the paths that it
/// sums over.
public struct ChainRule<Scalar: Real> {
    public let network: Network<Scalar>
    public let forward: ForwardPass<Scalar>
    private let backward: BackwardPass<Scalar>
    private let divisor: Scalar

    /// - Parameters:
    ///   - backward: what `backward` made of `forward`, with the gradients of the inputs
    ///   - objective: what is minimised
    public init(
        _ network: Network<Scalar>, _ forward: ForwardPass<Scalar>, _ backward: BackwardPass<Scalar>,
        _ objective: Objective<Scalar>
    ) {
        precondition(backward.inputs != nil)
        (self.network, self.forward, self.backward) = (network, forward, backward)
        divisor = objective.divisor
    }

    /// ∂C/∂v over all examples: of a weight, bias or slope the gradient's, of an activation the mean (or sum) of the examples'.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func derivative(_ variable: Variable) -> Scalar {
        if let place = network.place(of: variable) { return backward.gradient.vector[0, place] }
        let examples = (0..<forward.inputs.rows).map { derivative(variable, example: $0) }
        return pairwiseSum(Matrix(row: examples).span) / divisor
    }

    /// What example n adds to ∂C/∂v.
    public func share(_ variable: Variable, example n: Int) -> Scalar { derivative(variable, example: n) / divisor }

    /// ∂Cₙ/∂v of example n's own cost.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func derivative(_ variable: Variable, example n: Int) -> Scalar {
        switch variable {
        case .weight(let l, let j, _), .bias(let l, let j):
            weightedSumDerivative(variable, example: n) * costDerivative(ofWeightedSum: j, layer: l, example: n)
        case .slope(let l, _):
            neurons(with: variable).reduce(0) { sum, j in
                let derivative = slopeDerivative(j, layer: l, example: n)
                return sum + derivative * costDerivative(ofActivation: j, layer: l, example: n)
            }
        case .activation(let l, let k): costDerivative(ofActivation: k, layer: l, example: n)
        }
    }

    /// The neurons that have a slope: all of the layer, where there is one for all.
    public func neurons(with slope: Variable) -> Range<Int> {
        guard case .slope(let l, let j) = slope else { return 0..<0 }
        return network.layers[l - 1].slopeCount == 1 ? 0..<network.layers[l - 1].neurons : j..<j + 1
    }

    /// ∂a⁽ˡ⁾ⱼ/∂s
    ///
    /// - Precondition: The layer has slopes.
    public func slopeDerivative(_ j: Int, layer l: Int, example n: Int) -> Scalar {
        let terms = network.layers[l - 1].slopeTerms(Matrix(row: [1]), Matrix(row: [forward.weightedSums[l - 1][n, j]]))
        return terms?[0, 0] ?? 0
    }

    /// ∂z⁽ˡ⁾ⱼ/∂w⁽ˡ⁾ⱼₖ = a⁽ˡ⁻¹⁾ₖ, or ∂z⁽ˡ⁾ⱼ/∂b⁽ˡ⁾ⱼ = 1.
    ///
    /// - Precondition: It is a weight or a bias.
    public func weightedSumDerivative(_ variable: Variable, example n: Int) -> Scalar {
        switch variable {
        case .weight(let l, _, let k): activation(k, layer: l - 1, example: n)
        case .bias: 1
        case .slope, .activation: preconditionFailure("it is no parameter of a weighted sum of its layer")
        }
    }

    /// a⁽ˡ⁾ₖ of example n.
    public func activation(_ k: Int, layer l: Int, example n: Int) -> Scalar {
        l == 0 ? forward.inputs[n, k] : forward.activations[l - 1][n, k]
    }

    /// ∂Cₙ/∂a⁽ˡ⁾ₖ
    public func costDerivative(ofActivation k: Int, layer l: Int, example n: Int) -> Scalar {
        guard l > 0 else { return backward.inputs?[n, k] ?? .nan }
        return backward.activations[l - 1][n, k]
    }

    /// ∂Cₙ/∂z⁽ˡ⁾ⱼ
    public func costDerivative(ofWeightedSum j: Int, layer l: Int, example n: Int) -> Scalar {
        backward.weightedSums[l - 1][n, j]
    }

    /// ∂a⁽ˡ⁾/∂z⁽ˡ⁾ⱼ: one number, σ′(z⁽ˡ⁾ⱼ), where σ takes each neuron by itself; else one for each neuron of the layer.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func activationDerivatives(_ j: Int, layer l: Int, example n: Int) -> [Scalar] {
        let (z, a) = (forward.weightedSums[l - 1], forward.activations[l - 1])
        let activation = network.activation(of: j, layer: l)
        if activation.isElementwise {
            return activation.tangent(Matrix(row: [1]), Matrix(row: [z[n, j]]), Matrix(row: [a[n, j]])).elements
        }
        let unit = (0..<z.columns).map { $0 == j ? 1 : 0 as Scalar }
        return activation.tangent(Matrix(row: unit), z.row(at: n), a.row(at: n)).elements
    }
}

extension Network {
    /// σ of one neuron; that of one with a slope has it as a constant.
    func activation(of j: Int, layer l: Int) -> Activation {
        let layer = layers[l - 1]
        if layer.slopeCount == 0 { return layer.activation }
        return layer.activation.with([Double(layer.slopes(of: vector)[0, layer.slopeCount == 1 ? 0 : j]), 0])
    }
}

extension Activation {
    /// δ = ∂C/∂z from ∂C/∂a, in memory of its own.
    func pulledBack<S: Real>(_ slope: Matrix<S>, _ z: Matrix<S>, _ a: Matrix<S>) -> Matrix<S> {
        if isIdentity { return slope }
        return Matrix.made(rows: z.rows, columns: z.columns) {
            fill(pullback: $0, z.view, a.view, slope.view, .one)
        }
    }

    /// ȧ from ż, in memory of its own.
    func tangent<S: Real>(_ change: Matrix<S>, _ z: Matrix<S>, _ a: Matrix<S>) -> Matrix<S> {
        if isIdentity { return change }
        return Matrix.made(rows: z.rows, columns: z.columns) {
            fill(tangent: $0, z.view, a.view, change.view, .one)
        }
    }
}
