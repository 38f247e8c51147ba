public import LinearAlgebra

/// What is minimised: a cost of outputs and targets, and how the examples' costs make one.
public struct Objective<Scalar: Real>: Sendable {
    public let cost: Cost
    /// n × the cost's targets
    public let targets: Matrix<Scalar>
    public let reduction: Reduction

    public init(_ cost: Cost, _ targets: Matrix<Scalar>, _ reduction: Reduction) {
        (self.cost, self.targets, self.reduction) = (cost, targets, reduction)
    }

    func divisor(_ n: Int) -> Scalar { reduction.divisor(examples: n) }

    /// ∂Cₖ/∂aᴸ, n × outputs
    func slope(_ pass: ForwardPass<Scalar>) -> Matrix<Scalar> {
        let outputs = pass.outputs
        return .made(rows: outputs.rows, columns: outputs.columns) {
            cost.fill(slope: $0, outputs.view, targets.view, .one)
        }
    }

    /// δᴸ, where the cost takes z and keeps digits that the slope has lost.
    private func whole(_ network: Network<Scalar>, _ pass: ForwardPass<Scalar>) -> Matrix<Scalar>? {
        guard let cost = cost.fromLogits(of: network.layers[network.layers.count - 1].activation) else { return nil }
        let z = pass.weightedSums[network.layers.count - 1]
        return .made(rows: z.rows, columns: z.columns) { cost.fill(slope: $0, z.view, targets.view, .one) }
    }

    /// δᴸ, n × outputs
    func delta(_ network: Network<Scalar>, _ pass: ForwardPass<Scalar>) -> Matrix<Scalar> {
        if let whole = whole(network, pass) { return whole }
        let last = network.layers.count - 1
        return network.layers[last].activation.pulledBack(
            slope(pass), pass.weightedSums[last], pass.activations[last])
    }

    /// Of the sum of the examples' costs.
    func slopes(_ network: Network<Scalar>, _ pass: ForwardPass<Scalar>) -> SlopePass<Scalar> {
        SlopePass(network, pass, slope(pass), last: whole(network, pass))
    }

    /// How δᴸ changes with zᴸ, where the cost takes z.
    func wholeTangent(
        _ network: Network<Scalar>, _ pass: ForwardPass<Scalar>, _ change: Matrix<Scalar>
    ) -> Matrix<Scalar>? {
        guard let cost = cost.fromLogits(of: network.layers[network.layers.count - 1].activation) else { return nil }
        let z = pass.weightedSums[network.layers.count - 1]
        return .made(rows: z.rows, columns: z.columns) {
            cost.fill(slopeTangent: $0, z.view, targets.view, change.view)
        }
    }

    /// How the slope changes with aᴸ.
    func slopeTangent(_ pass: ForwardPass<Scalar>, _ change: Matrix<Scalar>) -> Matrix<Scalar> {
        let outputs = pass.outputs
        return .made(rows: outputs.rows, columns: outputs.columns) {
            cost.fill(slopeTangent: $0, outputs.view, targets.view, change.view)
        }
    }
}
