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
        let (places, n) = (pass.places, y.rows)
        let passed = pass.memory  // z and a
        let (arena, workers) = (workspace.arena, workspace.workers)
        let divisor: Scalar = reduction.divisor(examples: n)
        let vector = arena.blank(rows: 1, columns: parameters)
        let memory = arena.blank(rows: 1, columns: 2 * n * neurons + (inputGradients ? n * inputs : 0))
        // ∂C₀/∂aᴸ
        let last = memory.part(at: places[places.count - 1].activations, rows: n, columns: outputs)
        cost.fill(slope: last, pass.outputs, y, arena, workers)
        for l in stride(from: places.count - 1, through: 0, by: -1) {
            try checkpoint()
            let place = places[l]
            let z = passed.part(at: place.weightedSums, rows: n, columns: place.neurons)
            let a = passed.part(at: place.activations, rows: n, columns: place.neurons)
            let slope = memory.part(at: place.activations, rows: n, columns: place.neurons)
            let delta = memory.part(at: place.weightedSums, rows: n, columns: place.neurons)
            // δˡ = ∂C₀/∂aˡ ⊙ σ′(zˡ)
            layers.span[l].activation.fill(pullback: delta, z, a, Matrix(slope), workers)

            let weights = vector.part(at: place.weights, rows: place.neurons, columns: place.inputs)
            let biases = vector.part(at: place.biases, rows: 1, columns: place.neurons)
            biases.fill(columnSums: Matrix(delta), dividedBy: divisor, arena, workers)  // ∂C/∂bˡ = (1/n) Σ δˡ
            if l > 0 {
                let before = places[l - 1].activations
                let input = passed.part(at: before, rows: n, columns: place.inputs)  // aˡ⁻¹
                weights.fill(transposed: Matrix(delta), input, dividedBy: divisor, arena, workers)  // (1/n) (δˡ)ᵀ aˡ⁻¹
            } else {
                weights.fill(transposed: Matrix(delta), pass.inputs, dividedBy: divisor, arena, workers)
            }
            if l > 0 || inputGradients {
                try checkpoint()
                let next = l > 0 ? places[l - 1].activations : 2 * n * neurons
                let slope = memory.part(at: next, rows: n, columns: place.inputs)
                slope.fill(product: Matrix(delta), layers.span[l].weights, workers)  // ∂C₀/∂aˡ⁻¹ₖ = Σⱼ wˡⱼₖ δˡⱼ
            }
        }
        let input = inputGradients ? memory.part(at: 2 * n * neurons, rows: n, columns: inputs) : nil
        return BackwardPass(
            gradient: Gradient(places: places, vector: Matrix(vector)), examples: n, memory: Matrix(memory),
            inputs: input.map { Matrix($0) })
    }
}
