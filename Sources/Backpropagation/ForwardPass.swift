public import LinearAlgebra

/// Every z and a of a network for a batch of n examples.
public struct ForwardPass<Scalar: Real>: Sendable {
    /// a⁰, n × inputs.
    public let inputs: Matrix<Scalar>
    let places: [LayerPlace]
    let memory: Matrix<Scalar>

    /// z¹…zᴸ, n × neurons of the layer.
    public var weightedSums: LayerMatrices<Scalar> {
        LayerMatrices(kind: .weightedSums, examples: inputs.rows, places: places, memory: memory)
    }

    /// a¹…aᴸ, likewise.
    public var activations: LayerMatrices<Scalar> {
        LayerMatrices(kind: .activations, examples: inputs.rows, places: places, memory: memory)
    }

    /// aᴸ, n × outputs.
    public var outputs: Matrix<Scalar> { activations[places.count - 1] }
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
        let workers = workspace.workers
        let places = workspace.places(of: self, examples: n)
        let memory = workspace.arena.blank(rows: 1, columns: 2 * n * neurons)
        for l in places.indices {
            try checkpoint()
            let place = places[l]
            let z = memory.part(at: place.weightedSums, rows: n, columns: place.neurons)
            let a = memory.part(at: place.activations, rows: n, columns: place.neurons)
            if l == 0 {  // zˡ = wˡ aˡ⁻¹ + bˡ
                z.fill(affine: x, layers.span[0].weights, layers.span[0].biases, workers)
            } else {
                let input = memory.part(at: places[l - 1].activations, rows: n, columns: place.inputs)
                z.fill(affine: Matrix(input), layers.span[l].weights, layers.span[l].biases, workers)
            }
            layers.span[l].activation.fill(a, Matrix(z), workers)  // aˡ = σ(zˡ)
        }
        return ForwardPass(inputs: x, places: places, memory: Matrix(memory))
    }
}
