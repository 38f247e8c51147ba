public import LinearAlgebra

/// Every z and a of a network for a batch of n examples.
public struct ForwardPass<Scalar: Real>: Sendable {
    /// z¹…zᴸ: `weightedSums[l - 1]` is n × neurons of layer l.
    public let weightedSums: [Matrix<Scalar>]
    /// a⁰…aᴸ: `activations[l]` is n × neurons of layer l; a⁰ is the input.
    public let activations: [Matrix<Scalar>]

    /// aᴸ, n × outputs.
    public var outputs: Matrix<Scalar> { activations[activations.count - 1] }
}

extension Network {
    /// Takes every example through the network.
    ///
    /// - Parameter x: a⁰, n × `inputs`
    /// - Precondition: `x.columns == inputs`
    /// - Throws: What `checkpoint`, asked before each layer, throws.
    /// - Complexity: n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func forward(
        _ x: Matrix<Scalar>, checkpoint: Checkpoint = {}
    ) throws(Cancelled) -> ForwardPass<Scalar> {
        precondition(x.columns == inputs)
        var z: [Matrix<Scalar>] = []
        var a = [x]
        for (l, layer) in layers.enumerated() {
            try checkpoint()
            z.append(Matrix.affine(a[l], layer.weights, layer.biases))  // zˡ = wˡ aˡ⁻¹ + bˡ
            a.append(layer.activation.activations(z[l]))  // aˡ = σ(zˡ)
        }
        return ForwardPass(weightedSums: z, activations: a)
    }
}
