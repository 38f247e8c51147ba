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

extension Objective {
    /// Slopes of the sum of the examples' costs.
    func slopes(_ network: Network<Scalar>, _ pass: ForwardPass<Scalar>) -> SlopePass<Scalar> {
        let (outputs, last) = (pass.outputs, network.layers.count - 1)
        let slope = Matrix.made(rows: outputs.rows, columns: outputs.columns) {
            fill(slope: $0, outputs.view, .one)
        }
        let z = pass.weightedSums[last]
        let delta = fromLogits(of: network.layers[last].activation).map { whole in
            Matrix.made(rows: z.rows, columns: z.columns) { whole.fill(slope: $0, z.view, .one) }
        }
        return SlopePass(network, pass, slope, last: delta)
    }

    /// δᴸ, n × outputs
    func delta(_ network: Network<Scalar>, _ pass: ForwardPass<Scalar>) -> Matrix<Scalar> {
        slopes(network, pass).deltas[network.layers.count - 1]
    }
}
