public import LinearAlgebra

/// Every derivative of the cost for a batch of n examples.
public struct BackwardPass<Scalar: Real>: Sendable {
    public let gradient: Gradient<Scalar>
    let examples: Int
    let memory: Matrix<Scalar>
    /// ∂Cₖ/∂a⁰, n × inputs, where it was asked for.
    public let inputs: Matrix<Scalar>?

    /// δ¹…δᴸ, n × neurons of the layer: row k is ∂Cₖ/∂z, of example k's own cost.
    public var weightedSums: LayerMatrices<Scalar> {
        LayerMatrices(kind: .weightedSums, examples: examples, places: gradient.places, memory: memory)
    }

    /// ∂Cₖ/∂a¹…∂Cₖ/∂aᴸ, likewise.
    public var activations: LayerMatrices<Scalar> {
        LayerMatrices(kind: .activations, examples: examples, places: gradient.places, memory: memory)
    }
}

extension Network {
    /// The chain rule, from the cost back to every weight and bias.
    ///
    /// - Parameters:
    ///   - pass: what `forward` made of the examples
    ///   - y: the targets, n × `outputs`
    ///   - inputGradients: whether ∂C/∂a⁰ is wanted; if not, it is left out and its product is not computed
    ///   - workspace: lends the memory
    /// - Throws: What `checkpoint`, asked before each product, throws.
    /// - Complexity: 2n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func backward(
        _ pass: ForwardPass<Scalar>, _ y: Matrix<Scalar>, _ cost: Cost, _ reduction: Reduction, inputGradients: Bool,
        in workspace: Workspace<Scalar> = Workspace(), checkpoint: Checkpoint = {}
    ) throws(Cancelled) -> BackwardPass<Scalar> {
        let (z, a, places) = (pass.weightedSums, pass.activations, pass.places)
        let (arena, workers, n) = (workspace.arena, workspace.workers, y.rows)
        let divisor: Scalar = reduction.divisor(examples: n)
        let vector = arena.blank(rows: 1, columns: parameters)
        let memory = arena.blank(rows: 1, columns: 2 * n * neurons)
        let first = arena.blank(rows: inputGradients ? n : 0, columns: inputs)

        /// Where ∂C₀/∂aˡ goes
        func slope(_ l: Int) -> MutableMatrix<Scalar> {
            l == 0 ? first : memory.part(at: places[l - 1].activations(n), rows: n, columns: places[l - 1].neurons)
        }
        cost.fill(slope: slope(places.count), pass.outputs, y, arena, workers)  // ∂C₀/∂aᴸ
        for l in places.indices.reversed() {
            try checkpoint()
            let place = places[l]
            let delta = memory.part(at: place.weightedSums(n), rows: n, columns: place.neurons)
            let weights = vector.part(at: place.weights, rows: place.neurons, columns: place.inputs)
            let biases = vector.part(at: place.biases, rows: 1, columns: place.neurons)
            let activation = layers.span[l].activation
            activation.fill(pullback: delta, z[l], a[l], Matrix(slope(l + 1)), workers)  // δˡ = ∂C₀/∂aˡ ⊙ σ′(zˡ)
            biases.fill(columnSums: Matrix(delta), dividedBy: divisor, arena, workers)  // ∂C/∂bˡ = (1/n) Σ δˡ
            let input = l > 0 ? a[l - 1] : pass.inputs  // ∂C/∂wˡ = (1/n) (δˡ)ᵀ aˡ⁻¹
            weights.fill(transposed: Matrix(delta), input, dividedBy: divisor, arena, workers)
            if l > 0 || inputGradients {
                try checkpoint()  // ∂C₀/∂aˡ⁻¹ₖ = Σⱼ wˡⱼₖ δˡⱼ: a sum over paths
                slope(l).fill(product: Matrix(delta), layers.span[l].weights, workers)
            }
        }
        return BackwardPass(
            gradient: Gradient(places: places, vector: Matrix(vector)), examples: n, memory: Matrix(memory),
            inputs: inputGradients ? Matrix(first) : nil)
    }
}
