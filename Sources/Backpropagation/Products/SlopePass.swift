import LinearAlgebra

/// Slopes on their way back from the outputs: ∂/∂a and δ = ∂/∂z of every layer, and ∂/∂a⁰, of a sum over the examples.
struct SlopePass<Scalar: Real> {
    /// ∂/∂a¹…∂/∂aᴸ and δ¹…δᴸ, n × neurons of the layer.
    private(set) var slopes, deltas: [Matrix<Scalar>]
    /// n × inputs
    let inputs: Matrix<Scalar>

    /// - Parameters:
    ///   - slope: n × outputs, ∂/∂aᴸ
    ///   - last: δᴸ, where it is known better than by that slope
    /// - Complexity: n multiplications for each weight
    init(
        _ network: Network<Scalar>, _ pass: ForwardPass<Scalar>, _ slope: Matrix<Scalar>, last: Matrix<Scalar>? = nil
    ) {
        var (slope, slopes, deltas) = (slope, [Matrix<Scalar>](), [Matrix<Scalar>]())
        for l in network.layers.indices.reversed() {
            let layer = network.layers[l]
            let known = l == network.layers.count - 1 ? last : nil
            let delta = known ?? layer.activation.pulledBack(slope, pass.weightedSums[l], pass.activations[l])
            slopes.append(slope)
            deltas.append(delta)
            let w = network.weights(layer, of: network.vector)
            slope = .made(rows: delta.rows, columns: w.columns) { $0.fill(product: delta.view, w.view) }
        }
        (self.slopes, self.deltas, inputs) = (slopes.reversed(), deltas.reversed(), slope)
    }
}
