public import LinearAlgebra

/// ∇C with respect to the parameters, in the shape of the network's layers.
public struct Gradient<Scalar: Real>: Sendable {
    /// ∂C/∂w¹…∂C/∂wᴸ, each of the shape of the layer's weights.
    public let weights: [Matrix<Scalar>]
    /// ∂C/∂b¹…∂C/∂bᴸ
    public let biases: [[Scalar]]

    /// ∇C as one vector: layer by layer, the weights row by row, then the biases.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func vector() -> [Scalar] {
        zip(weights, biases).flatMap { weights, biases in weights.elements + biases }
    }
}

/// Every derivative of the cost for a batch of n examples.
public struct BackwardPass<Scalar: Real>: Sendable {
    public let gradient: Gradient<Scalar>
    /// δ¹…δᴸ, n × neurons of the layer: row k is ∂Cₖ/∂z, of example k's own cost.
    public let weightedSums: [Matrix<Scalar>]
    /// ∂Cₖ/∂a¹…∂Cₖ/∂aᴸ, likewise.
    public let activations: [Matrix<Scalar>]
    /// ∂Cₖ/∂a⁰, n × inputs, where it was asked for.
    public let inputs: Matrix<Scalar>?
}

extension Network {
    /// The chain rule, from the cost back to every weight and bias.
    ///
    /// - Parameters:
    ///   - pass: what `forward` made of the examples
    ///   - y: the targets, n × `outputs`
    ///   - inputGradients: whether ∂C/∂a⁰ is wanted; if not, it is left out and its product is not computed
    /// - Throws: What `checkpoint`, asked before each product, throws.
    /// - Complexity: 2n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func backward(
        _ pass: ForwardPass<Scalar>, _ y: Matrix<Scalar>, _ cost: Cost, _ reduction: Reduction, inputGradients: Bool,
        checkpoint: Checkpoint = {}
    ) throws(Cancelled) -> BackwardPass<Scalar> {
        let (z, a) = (pass.weightedSums, pass.activations)
        let n: Scalar = reduction.divisor(examples: y.rows)
        var weights: [Matrix<Scalar>] = []
        var biases: [[Scalar]] = []
        var deltas: [Matrix<Scalar>] = []
        var slopes = [cost.slope(pass.outputs, y)]  // ∂C₀/∂aᴸ
        for l in layers.indices.reversed() {
            try checkpoint()
            let slope = slopes[slopes.count - 1]
            let delta = layers[l].activation.pullback(z[l], a[l + 1], slope)  // δˡ = ∂C₀/∂aˡ ⊙ σ′(zˡ)
            deltas.append(delta)
            biases.append(delta.columnSums().map { $0 / n })  // ∂C/∂bˡ = (1/n) Σ δˡ over the examples
            weights.append(Matrix.product(transposed: delta, a[l]).divided(by: n))  // ∂C/∂wˡ = (1/n) (δˡ)ᵀ aˡ⁻¹
            if l > 0 || inputGradients {
                try checkpoint()
                slopes.append(Matrix.product(delta, layers[l].weights))  // ∂C₀/∂aˡ⁻¹ₖ = Σⱼ wˡⱼₖ δˡⱼ: a sum over paths
            }
        }
        let inputs = inputGradients ? slopes.removeLast() : nil
        return BackwardPass(
            gradient: Gradient(weights: weights.reversed(), biases: biases.reversed()),
            weightedSums: deltas.reversed(), activations: slopes.reversed(), inputs: inputs)
    }

    /// ∂Cₖ/∂w and ∂Cₖ/∂b of one example's own cost.
    ///
    /// - Parameters:
    ///   - k: the example, from 0
    ///   - backward: what `backward` made of `pass`
    /// - Complexity: one multiplication for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func exampleGradient(
        _ k: Int, _ pass: ForwardPass<Scalar>, _ backward: BackwardPass<Scalar>
    ) -> Gradient<Scalar> {
        let deltas = backward.weightedSums.map { Matrix(rows: 1, columns: $0.columns, elements: Array($0.row(k))) }
        let inputs = pass.activations.map { Matrix(rows: 1, columns: $0.columns, elements: Array($0.row(k))) }
        return Gradient(
            weights: layers.indices.map { Matrix.product(transposed: deltas[$0], inputs[$0]) },  // ∂Cₖ/∂w = δ aᵀ
            biases: deltas.map(\.elements))  // ∂Cₖ/∂b = δ
    }
}
