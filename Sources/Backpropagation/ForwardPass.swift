public import LinearAlgebra

/// Every z and a of a network for a batch of n examples.
public struct ForwardPass<Scalar: Real>: LayerMemory, Sendable {
    /// a⁰, n × inputs.
    public let inputs: Matrix<Scalar>
    public let layers: [LayerShape]
    public let memory: Matrix<Scalar>

    public var examples: Int { inputs.rows }

    /// z¹…zᴸ, n × neurons of the layer.
    public var weightedSums: LayerMatrices<Scalar> { matrices(.weightedSums) }

    /// a¹…aᴸ, likewise.
    public var activations: LayerMatrices<Scalar> { matrices(.activations) }

    /// aᴸ, n × outputs.
    public var outputs: Matrix<Scalar> {
        let last = layers[layers.count - 1]
        return memory.part(at: last.activations(inputs.rows), rows: inputs.rows, columns: last.neurons)
    }
}

extension Network {
    /// Takes every example through the network.
    ///
    /// - Parameters:
    ///   - x: a⁰, n × `inputs`
    ///   - workspace: lends the memory
    /// - Precondition: `x.columns == inputs`
    /// - Throws: What `checkpoint`, asked before each layer, throws.
    /// - Complexity: n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func forward(
        _ x: Matrix<Scalar>, in workspace: Workspace<Scalar> = Workspace(), checkpoint: Checkpoint = {}
    ) throws(Cancelled) -> ForwardPass<Scalar> {
        precondition(x.columns == inputs)
        let n = x.rows
        let blank = workspace.arena.blank(rows: 1, columns: 2 * n * neurons)
        let (memory, parameters) = (blank.matrix, vector.view)
        for l in layers.indices {
            try checkpoint()
            let (m, k) = (layers[l].neurons, layers[l].inputs)
            let input = l > 0 ? memory.part(at: layers[l - 1].activations(n), rows: n, columns: k).view : x.view
            let w = parameters.part(at: layers[l].weights, rows: m, columns: k)
            let b = parameters.part(at: layers[l].biases, rows: 1, columns: m)
            let z = memory.part(at: layers[l].weightedSums(n), rows: n, columns: m)
            let a = memory.part(at: layers[l].activations(n), rows: n, columns: m)
            z.fill(affine: input, w, b, workspace.workers)  // zˡ = wˡ aˡ⁻¹ + bˡ
            layers[l].fill(a, z.view, parameters, workspace.workers)  // aˡ = σ(zˡ)
        }
        return ForwardPass(inputs: x, layers: layers, memory: Matrix(blank))
    }
}
