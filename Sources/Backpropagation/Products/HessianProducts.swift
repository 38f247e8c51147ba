public import LinearAlgebra

/// Products of vectors with the Hessian of the cost, by parameters or by inputs.
public struct HessianProducts<Scalar: Real> {
    private let products: Products<Scalar>
    private let network: Network<Scalar>
    private let pass: ForwardPass<Scalar>
    private let objective: Objective<Scalar>
    private let slopes: SlopePass<Scalar>
    private let workers: Workers

    init(
        _ products: Products<Scalar>, _ network: Network<Scalar>, _ pass: ForwardPass<Scalar>,
        _ objective: Objective<Scalar>, _ workers: Workers
    ) {
        (self.products, self.network, self.pass, self.objective) = (products, network, pass, objective)
        slopes = objective.slopes(network, pass, workers)
        self.workers = workers
    }

    /// H v, of the direction's own shape: how the gradient by parameters, or by inputs, changes along it.
    ///
    /// - Complexity: 6n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func product(_ direction: Direction<Scalar>) -> Matrix<Scalar> {
        let tangents = network.tangents(direction, pass, workers)
        let last = network.layers.count - 1
        var slopeChange = slopeTangent(tangents[last].a)
        var changes: [(delta: Matrix<Scalar>, slopeTerms: Matrix<Scalar>?)] = []
        for l in network.layers.indices.reversed() {
            let layer = network.layers[l]
            let whole = l == last ? wholeTangent(tangents[l].z) : nil
            let change =
                whole.map { (delta: $0, slopeTerms: nil) } ?? self.changes(l, tangents[l], slopeChange, direction)
            changes.append(change)
            if l == 0, case .parameters = direction { break }
            slopeChange = self.slopeChange(layer, l, change.delta, direction)
        }
        changes.reverse()
        guard case .parameters(let vector) = direction else { return slopeChange.divided(by: objective.divisor) }
        let product = products.gradient(divisor: objective.divisor) { l in
            let first = (changes[l].delta, products.input(l))
            return (l > 0 ? [first, (slopes.deltas[l], tangents[l - 1].a)] : [first], changes[l].slopeTerms)
        }
        if objective.penalty.isNone { return product }
        return .made(rows: 1, columns: product.count) {
            $0.fill(product.view) { $0 }
            objective.penalty.add(to: $0, alongIn: network, vector)
        }
    }

    /// How δᴸ changes with zᴸ, where the cost takes that.
    private func wholeTangent(_ change: Matrix<Scalar>) -> Matrix<Scalar>? {
        let last = network.layers.count - 1
        let z = pass.weightedSums[last]
        return objective.fromLogits(of: network.layers[last].activation).map { whole in
            .made(rows: z.rows, columns: z.columns) { whole.fill(slopeTangent: $0, z.view, change.view) }
        }
    }

    /// How ∂C₀/∂aᴸ changes with aᴸ.
    private func slopeTangent(_ change: Matrix<Scalar>) -> Matrix<Scalar> {
        let outputs = pass.outputs
        return .made(rows: outputs.rows, columns: outputs.columns) {
            objective.fill(slopeTangent: $0, outputs.view, change.view)
        }
    }

    /// δ̇ˡ, and how the terms of ∂C/∂sˡ change
    private func changes(
        _ l: Int, _ tangent: LayerTangent<Scalar>, _ slopeChange: Matrix<Scalar>, _ direction: Direction<Scalar>
    ) -> (delta: Matrix<Scalar>, slopeTerms: Matrix<Scalar>?) {
        let layer = network.layers[l]
        if layer.activation.isIdentity { return (slopeChange, nil) }
        let (z, a, slope) = (pass.weightedSums[l], pass.activations[l], slopes.slopes[l])
        let at = Tangents(
            z: z.view, a: a.view, slope: slope.view, zChange: tangent.z.view, aChange: tangent.a.view,
            slopeChange: slopeChange.view)
        return layer.changes(at, network.vector, along: direction.vector)
    }

    /// Of ∂C/∂aˡ⁻¹ = δˡ w: δ̇ˡ w + δˡ ẇ
    private func slopeChange(
        _ layer: LayerShape, _ l: Int, _ deltaChange: Matrix<Scalar>, _ direction: Direction<Scalar>
    ) -> Matrix<Scalar> {
        let w = network.weights(layer, of: network.vector)
        let change = Matrix.made(rows: deltaChange.rows, columns: w.columns) {
            $0.fill(product: deltaChange.view, w.view, workers)
        }
        guard case .parameters(let vector) = direction else { return change }
        let (wChange, delta) = (network.weights(layer, of: vector), slopes.deltas[l])
        return change.plus(
            .made(rows: delta.rows, columns: w.columns) { $0.fill(product: delta.view, wChange.view, workers) })
    }

    /// The whole of it, p × p for p parameters or n·k inputs: a product with each unit vector, and the mean of it and its
    /// transpose, which it equals but for rounding.
    ///
    /// - Throws: What `checkpoint`, asked before each product, throws.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func matrix(by domain: Domain, checkpoint: Checkpoint = {}) throws(Cancelled) -> Matrix<Scalar> {
        let p = domain == .parameters ? network.parameters : pass.inputs.count
        var columns: [[Scalar]] = []
        for i in 0..<p {
            try checkpoint()
            var unit = [Scalar](repeating: 0, count: p)
            unit[i] = 1
            columns.append(product(self.direction(unit, domain)).elements)
        }
        return Matrix(
            rows: p, columns: p,
            elements: (0..<p * p).map {
                (columns[$0 / p][$0 % p] + columns[$0 % p][$0 / p]) / 2
            })
    }

    private func direction(_ numbers: [Scalar], _ domain: Domain) -> Direction<Scalar> {
        switch domain {
        case .parameters: .parameters(Matrix(row: numbers))
        case .inputs:
            .inputs(Matrix(rows: pass.inputs.rows, columns: pass.inputs.columns, elements: numbers))
        }
    }
}
