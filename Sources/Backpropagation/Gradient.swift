public import LinearAlgebra

/// ∇C with respect to the parameters, in the shape of the network's layers.
public struct Gradient<Scalar: Real>: Sendable {
    let places: [LayerPlace]
    /// ∇C as one vector, 1 × parameters: layer by layer, the weights row by row, then the biases.
    public let vector: Matrix<Scalar>

    /// ∂C/∂w¹…∂C/∂wᴸ, each of the shape of the layer's weights.
    public var weights: LayerMatrices<Scalar> {
        LayerMatrices(kind: .weights, examples: 0, places: places, memory: vector)
    }

    /// ∂C/∂b¹…∂C/∂bᴸ, each of the shape of the layer's biases.
    public var biases: LayerMatrices<Scalar> {
        LayerMatrices(kind: .biases, examples: 0, places: places, memory: vector)
    }
}

extension Network {
    /// ∂Cₖ/∂w and ∂Cₖ/∂b of one example's own cost.
    ///
    /// - Parameters:
    ///   - k: the example, from 0
    ///   - backward: what `backward` made of `pass`
    ///   - workspace: lends the memory, which serves the next example too when this gradient is gone
    /// - Complexity: one multiplication for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func exampleGradient(
        _ k: Int, _ pass: ForwardPass<Scalar>, _ backward: BackwardPass<Scalar>,
        in workspace: Workspace<Scalar> = Workspace()
    ) -> Gradient<Scalar> {
        workspace.example.reset()
        let vector = workspace.example.blank(rows: 1, columns: parameters)
        for l in pass.places.indices {
            let place = pass.places[l]
            let (delta, a) = (backward.weightedSums[l], l > 0 ? pass.activations[l - 1] : pass.inputs)
            let deltaOfK = delta.part(at: k * place.neurons, rows: 1, columns: place.neurons)
            let aOfK = a.part(at: k * place.inputs, rows: 1, columns: place.inputs)
            vector.part(at: place.weights, rows: place.neurons, columns: place.inputs)
                .fill(transposed: deltaOfK, aOfK, workspace.example, workspace.workers)  // ∂Cₖ/∂w = δ aᵀ
            vector.part(at: place.biases, rows: 1, columns: place.neurons).fill(deltaOfK) { $0 }  // ∂Cₖ/∂b = δ
        }
        return Gradient(places: pass.places, vector: Matrix(vector))
    }
}
