import LinearAlgebra

/// Slopes on their way back from the outputs: ∂/∂a and δ = ∂/∂z of every layer, of a sum over the examples.
struct SlopePass<Scalar: Real> {
    /// ∂/∂a¹…∂/∂aᴸ and δ¹…δᴸ, n × neurons of the layer.
    private(set) var slopes, deltas: [Matrix<Scalar>]
    /// The terms of ∂/∂s¹…∂/∂sᴸ, n × neurons of the layer, where it has slopes.
    private(set) var slopeTerms: [Matrix<Scalar>?]
    private let network: Network<Scalar>
    private let workers: Workers

    /// ∂/∂a⁰, n × inputs.
    var inputs: Matrix<Scalar> { network.slope(before: 0, deltas[0], workers) }

    /// - Parameters:
    ///   - slope: n × outputs, ∂/∂aᴸ
    ///   - last: δᴸ, where it is known better than by that slope
    /// - Complexity: n multiplications for each weight
    init(
        _ network: Network<Scalar>, _ pass: ForwardPass<Scalar>, _ slope: Matrix<Scalar>,
        last: Matrix<Scalar>? = nil, _ workers: Workers
    ) {
        var (slope, slopes, deltas) = (slope, [Matrix<Scalar>](), [Matrix<Scalar>]())
        var slopeTerms: [Matrix<Scalar>?] = []
        for l in network.layers.indices.reversed() {
            let layer = network.layers[l]
            let known = l == network.layers.count - 1 ? last : nil
            let delta =
                known ?? layer.pulledBack(slope, pass.weightedSums[l], pass.activations[l], network.vector)
            slopes.append(slope)
            deltas.append(delta)
            slopeTerms.append(layer.slopeTerms(slope, pass.weightedSums[l]))
            if l > 0 { slope = network.slope(before: l, delta, workers) }
        }
        (self.slopes, self.deltas, self.slopeTerms) = (slopes.reversed(), deltas.reversed(), slopeTerms.reversed())
        (self.network, self.workers) = (network, workers)
    }
}

extension Network {
    /// ∂/∂aˡ of δˡ⁺¹
    fileprivate func slope(before l: Int, _ delta: Matrix<Scalar>, _ workers: Workers) -> Matrix<Scalar> {
        let w = weights(layers[l], of: vector)
        return .made(rows: delta.rows, columns: w.columns) { $0.fill(product: delta.view, w.view, workers) }
    }
}

extension Objective {
    /// Slopes of the sum of the examples' costs.
    func slopes(
        _ network: Network<Scalar>, _ pass: ForwardPass<Scalar>, _ workers: Workers
    ) -> SlopePass<Scalar> {
        let (slope, delta) = outputSlopes(network, pass)
        return SlopePass(network, pass, slope, last: delta, workers)
    }

    /// ∂Cₖ/∂aᴸ and δᴸ, n × outputs.
    func outputSlopes(
        _ network: Network<Scalar>, _ pass: ForwardPass<Scalar>
    ) -> (slope: Matrix<Scalar>, delta: Matrix<Scalar>) {
        let (outputs, last) = (pass.outputs, network.layers.count - 1)
        let (layer, z) = (network.layers[last], pass.weightedSums[last])
        let slope = Matrix.made(rows: outputs.rows, columns: outputs.columns) {
            fill(slope: $0, outputs.view, .one)
        }
        let whole = fromLogits(of: layer.activation).map { whole in
            Matrix.made(rows: z.rows, columns: z.columns) { whole.fill(slope: $0, z.view, .one) }
        }
        return (slope, whole ?? layer.pulledBack(slope, z, outputs, network.vector))
    }
}
