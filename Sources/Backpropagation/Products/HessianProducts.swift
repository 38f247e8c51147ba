public import LinearAlgebra

/// Products of vectors with the Hessian of the cost, by parameters or by inputs.
///
/// Two matrices of each layer lie one below the other, so that a sum of two products is one product: a and ȧ, and δ̇ and
/// δ. One product at a time is made, and its memory serves the next.
public struct HessianProducts<Scalar: Real> {
    private let network: Network<Scalar>
    private let pass: ForwardPass<Scalar>
    private let objective: Objective<Scalar>
    private let workspace: Workspace<Scalar>
    /// Below z and a of every layer, of which only a is there, ż and ȧ; of the last layer these alone.
    private let forwards: Blank<Scalar>
    /// How δ and ∂C/∂a of every layer change, and below them these.
    private let backwards: Blank<Scalar>

    init(
        _ network: Network<Scalar>, _ pass: ForwardPass<Scalar>, _ objective: Objective<Scalar>,
        in workspace: Workspace<Scalar>
    ) {
        (self.network, self.pass, self.objective, self.workspace) = (network, pass, objective, workspace)
        let n = pass.examples
        forwards = workspace.arena.blank(rows: 1, columns: 4 * n * network.neurons)
        backwards = workspace.arena.blank(rows: 1, columns: 4 * n * network.neurons)
        network.fill(slopes: backwards.matrix, .lower(n), pass, of: objective, workspace.workers)
        for layer in network.layers.dropLast() {
            let a = pass.memory.view.part(at: layer.activations(n), rows: n, columns: layer.neurons)
            forwards.matrix.part(at: layer.activations(.upper(n)), rows: n, columns: layer.neurons).fill(a) { $0 }
        }
    }

    /// H v, of the direction's own shape: how the gradient by parameters, or by inputs, changes along it.
    ///
    /// - Complexity: 6n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func product(_ direction: Direction<Scalar>) -> Matrix<Scalar> {
        workspace.example.reset()
        network.fill(tangents: forwards.matrix, .lower(pass.examples), direction, pass, in: workspace)
        let vector = direction.vector
        for l in network.layers.indices.reversed() { fillChanges(l, along: vector) }
        if let vector { return parameters(vector) }
        return inputs()
    }

    /// How ∂C/∂a and δ of layer l + 1 change.
    private func fillChanges(_ l: Int, along vector: Matrix<Scalar>?) {
        let (layer, n, m) = (network.layers[l], pass.examples, network.layers[l].neurons)
        let deltaChange = backwards.matrix.part(at: layer.weightedSums(.upper(n)), rows: n, columns: m)
        let slopeChange = backwards.matrix.part(at: layer.activations(.upper(n)), rows: n, columns: m)
        let at = Self.tangents(layer, n, pass.memory.view, forwards.matrix.view, backwards.matrix.view)
        if l < network.layers.count - 1 {
            fill(slopeChange, below: l + 1, along: vector)
        } else if let whole = objective.fromLogits(of: layer.activation) {
            return whole.fill(slopeTangent: deltaChange, at.z, at.zChange)  // the cost takes z
        } else {
            objective.fill(slopeTangent: slopeChange, at.a, at.aChange)
        }
        layer.fill(pullbackTangent: deltaChange, at, network.vector, along: vector, workspace.workers)
    }

    /// What a layer has in the passes.
    @_lifetime(copy passed, copy forwards, copy backwards)
    private static func tangents(
        _ layer: LayerShape, _ n: Int, _ passed: MatrixView<Scalar>, _ forwards: MatrixView<Scalar>,
        _ backwards: MatrixView<Scalar>
    ) -> Tangents<Scalar> {
        let m = layer.neurons
        return Tangents(
            z: passed.part(at: layer.weightedSums(n), rows: n, columns: m),
            a: passed.part(at: layer.activations(n), rows: n, columns: m),
            slope: backwards.part(at: layer.activations(.lower(n)), rows: n, columns: m),
            zChange: forwards.part(at: layer.weightedSums(.lower(n)), rows: n, columns: m),
            aChange: forwards.part(at: layer.activations(.lower(n)), rows: n, columns: m),
            slopeChange: backwards.part(at: layer.activations(.upper(n)), rows: n, columns: m))
    }

    /// Of ∂C/∂aˡ⁻¹ = δˡ w: δ̇ˡ w + δˡ ẇ, where layer l is `layers[l]`.
    private func fill(_ slopeChange: MutableMatrix<Scalar>, below l: Int, along vector: Matrix<Scalar>?) {
        let (layer, n, m) = (network.layers[l], pass.examples, network.layers[l].neurons)
        let memory = backwards.matrix.view
        let deltaChange = memory.part(at: layer.weightedSums(.upper(n)), rows: n, columns: m)
        network.fill(slopeChange, below: l, deltaChange, workspace.workers)
        guard let vector else { return }
        let delta = memory.part(at: layer.weightedSums(.lower(n)), rows: n, columns: m)
        workspace.example.lend(rows: n, columns: layer.inputs) { more in
            let wChange = vector.view.part(at: layer.weights, rows: m, columns: layer.inputs)
            more.fill(product: delta, wChange, workspace.workers)
            slopeChange.fill(slopeChange.view, more.view) { $0 + $1 }
        }
    }

    /// n × inputs
    private func inputs() -> Matrix<Scalar> {
        let product = workspace.example.blank(rows: pass.examples, columns: network.inputs)
        let (first, n) = (network.layers[0], pass.examples)
        let deltaChange = backwards.matrix.view.part(
            at: first.weightedSums(.upper(n)), rows: n, columns: first.neurons)
        network.fill(product.matrix, below: 0, deltaChange, dividedBy: objective.divisor, workspace.workers)
        return Matrix(product)
    }

    /// 1 × parameters: of δᵀa, δ̇ᵀa + δᵀȧ.
    private func parameters(_ direction: Matrix<Scalar>) -> Matrix<Scalar> {
        let (n, passed) = (pass.examples, pass.memory.view)
        let (changes, tangents) = (backwards.matrix.view, forwards.matrix.view)
        let product = workspace.example.blank(rows: 1, columns: network.parameters)
        for l in network.layers.indices {
            let (layer, m, k) = (network.layers[l], network.layers[l].neurons, network.layers[l].inputs)
            let deltaChange = changes.part(at: layer.weightedSums(.upper(n)), rows: n, columns: m)
            // Inputs do not change.
            let delta = l > 0 ? changes.part(at: layer.weightedSums(.both(n)), rows: 2 * n, columns: m) : deltaChange
            let input =
                l > 0
                ? tangents.part(at: network.layers[l - 1].activations(.both(n)), rows: 2 * n, columns: k)
                : pass.inputs.view
            network.fill(
                gradient: product.matrix, l, delta, input, biases: deltaChange, dividedBy: objective.divisor,
                in: workspace
            ) { terms in
                layer.fill(slopeTermsTangent: terms, Self.tangents(layer, n, passed, tangents, changes))
            }
        }
        objective.penalty.add(to: product.matrix, alongIn: network, direction)
        return Matrix(product)
    }
}

extension HessianProducts {
    /// The whole Hessian, p × p for p parameters or n·k inputs: a product with each unit vector, and the mean of it and its
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
