public import LinearAlgebra

/// Every derivative of the cost for a batch of n examples.
public struct BackwardPass<Scalar: Real>: LayerMemory, Sendable {
    public let gradient: Gradient<Scalar>
    public let examples: Int
    /// ∂C/∂z, then ∂C/∂a, of one layer after another.
    public let memory: Matrix<Scalar>
    /// ∂Cₖ/∂a⁰, n × inputs, where it was asked for.
    public let inputs: Matrix<Scalar>?

    /// δ¹…δᴸ, n × neurons of the layer: row k is ∂Cₖ/∂z, of example k's own cost.
    public var weightedSums: LayerMatrices<Scalar> { matrices(.weightedSums) }

    /// ∂Cₖ/∂a¹…∂Cₖ/∂aᴸ, likewise.
    public var activations: LayerMatrices<Scalar> { matrices(.activations) }

    public var layers: [LayerShape] { gradient.layers }
}

extension Network {
    /// The chain rule, from the cost back to every weight, bias and slope.
    ///
    /// - Parameters:
    ///   - pass: what `forward` made of the examples
    ///   - objective: what is minimised
    ///   - inputGradients: whether ∂C/∂a⁰ is wanted; if not, it is left out and its product is not computed
    ///   - workspace: lends the memory
    /// - Throws: What `checkpoint`, asked before each product, throws.
    /// - Complexity: 2n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func backward(
        _ pass: ForwardPass<Scalar>, _ objective: Objective<Scalar>, inputGradients: Bool,
        in workspace: Workspace<Scalar> = Workspace(), checkpoint: Checkpoint = {}
    ) throws(Cancelled) -> BackwardPass<Scalar> {
        let (arena, workers, n) = (workspace.arena, workspace.workers, pass.inputs.rows)
        let divisor = objective.divisor
        let vectorBlank = arena.blank(rows: 1, columns: parameters)
        let blank = arena.blank(rows: 1, columns: 2 * n * neurons)
        let inputBlank = arena.blank(rows: inputGradients ? n : 0, columns: inputs)
        let (vector, memory, passed) = (vectorBlank.matrix, blank.matrix, pass.memory.view)

        let last = layers[layers.count - 1].activations(n)
        let output = passed.part(at: last, rows: n, columns: outputs)
        objective.fill(slope: memory.part(at: last, rows: n, columns: outputs), output, workers)  // ∂C₀/∂aᴸ
        for l in stride(from: layers.count - 1, through: 0, by: -1) {
            try checkpoint()
            let (m, k) = (layers[l].neurons, layers[l].inputs)
            let (atZ, atA) = (layers[l].weightedSums(n), layers[l].activations(n))
            let z = passed.part(at: atZ, rows: n, columns: m)
            let a = passed.part(at: atA, rows: n, columns: m)
            let slope = memory.part(at: atA, rows: n, columns: m)
            let delta = memory.part(at: atZ, rows: n, columns: m)  // δˡ = ∂C₀/∂aˡ ⊙ σ′(zˡ)
            if l == layers.count - 1, let whole = objective.fromLogits(of: layers[l].activation) {
                whole.fill(slope: delta, z, workers)
            } else if layers[l].activation.hasSlopes {
                fill(slopesOf: vector, delta, l, z, a, slope.view, dividedBy: divisor, in: workspace)
            } else {
                layers[l].activation.fill(pullback: delta, z, a, slope.view, workers)
            }

            let before = l > 0 ? layers[l - 1].activations(n) : 0
            let input = l > 0 ? passed.part(at: before, rows: n, columns: k) : pass.inputs.view  // aˡ⁻¹
            let weights = vector.part(at: layers[l].weights, rows: m, columns: k)
            let biases = vector.part(at: layers[l].biases, rows: 1, columns: m)
            weights.fill(transposed: delta.view, input, dividedBy: divisor, arena, workers)  // (1/n) (δˡ)ᵀ aˡ⁻¹
            biases.fill(columnSums: delta.view, dividedBy: divisor, arena, workers)  // (1/n) Σ δˡ over the examples

            if l > 0 || inputGradients {
                try checkpoint()
                let slope = l > 0 ? memory.part(at: before, rows: n, columns: k) : inputBlank.matrix
                let w = self.vector.view.part(at: layers[l].weights, rows: m, columns: k)
                slope.fill(product: delta.view, w, workers)  // ∂C₀/∂aˡ⁻¹ₖ = Σⱼ wˡⱼₖ δˡⱼ: a sum over paths
            }
        }
        objective.penalty.add(to: vector, self)
        return BackwardPass(
            gradient: Gradient(layers: layers, vector: Matrix(vectorBlank)), examples: n, memory: Matrix(blank),
            inputs: inputGradients ? Matrix(inputBlank) : nil)
    }

    /// δˡ and ∂C/∂sˡ of a layer with slopes; not inlined, so that other layers go as straight as they would without it.
    @inline(never)
    private func fill(
        slopesOf gradient: MutableMatrix<Scalar>, _ delta: MutableMatrix<Scalar>, _ l: Int, _ z: MatrixView<Scalar>,
        _ a: MatrixView<Scalar>, _ slope: MatrixView<Scalar>, dividedBy divisor: Scalar, in workspace: Workspace<Scalar>
    ) {
        let (layer, workers) = (layers[l], workspace.workers)
        let slopes = gradient.part(at: layer.slopes, rows: 1, columns: layer.slopeCount)
        layer.fill(slopeTerms: delta, z, slope, workers)  // ∂aˡ/∂sˡ ∂C₀/∂aˡ, where δˡ will be
        layer.fill(slopeSums: slopes, delta.view, dividedBy: divisor, workspace.arena, workers)  // (1/n) Σ of them
        layer.fill(pullback: delta, z, a, slope, vector.view, workers)
    }
}
