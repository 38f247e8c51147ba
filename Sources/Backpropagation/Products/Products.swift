public import LinearAlgebra

/// Products of vectors with the Jacobians and the Hessian of a network, exact: no differences are taken.
///
/// A Hessian-vector product is the derivative of the gradient along a vector: the forward and the backward pass, both
/// differentiated (B. Pearlmutter, "Fast exact multiplication by the Hessian", 1994).
public struct Products<Scalar: Real> {
    private let network: Network<Scalar>
    private let pass: ForwardPass<Scalar>
    private let workspace: Workspace<Scalar>

    /// - Parameters:
    ///   - pass: what `forward` made of the examples
    ///   - workspace: lends the memory, which serves the next product too when one is gone
    public init(
        _ network: Network<Scalar>, _ pass: ForwardPass<Scalar>, in workspace: Workspace<Scalar> = Workspace()
    ) {
        (self.network, self.pass, self.workspace) = (network, pass, workspace)
    }

    private var n: Int { pass.inputs.rows }

    // MARK: Of the outputs, which are the last layer's activations, n × m

    /// J v: how the outputs change along a direction, n × m.
    ///
    /// - Complexity: 2n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func outputs(along direction: Direction<Scalar>) -> Matrix<Scalar> {
        workspace.example.reset()
        let last = network.layers[network.layers.count - 1]
        let tangents = tangents(direction)
        return Matrix(tangents).part(at: last.activations(n), rows: n, columns: network.outputs)
    }

    /// uᵀ J: the derivative of Σ u ⊙ outputs, 1 × parameters or n × inputs.
    ///
    /// - Parameter u: n × m
    /// - Complexity: 2n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func outputs(weighted u: Matrix<Scalar>, by domain: Domain) -> Matrix<Scalar> {
        workspace.example.reset()
        let slopes = slopes(weighted: u)
        if domain == .inputs { return inputs(slopes, divisor: 1) }
        return parameters(slopes, divisor: 1)
    }

    /// The derivatives of output j of each example alone by its own inputs or by the parameters: a row for each example.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func outputs(_ j: Int, by domain: Domain) -> Matrix<Scalar> {
        workspace.example.reset()
        let unit = (0..<n * network.outputs).map { $0 % network.outputs == j ? 1 : 0 as Scalar }
        let slopes = slopes(weighted: Matrix(rows: n, columns: network.outputs, elements: unit))
        if domain == .inputs { return inputs(slopes, divisor: 1) }
        let rows = workspace.example.blank(rows: n, columns: network.parameters)
        for k in 0..<n {
            fill(
                gradient: rows.matrix.part(at: k * network.parameters, rows: 1, columns: network.parameters),
                slopes.matrix.view, divisor: 1, k..<k + 1)
        }
        return Matrix(rows)
    }

    // MARK: Of the cost

    /// ∇C · v
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func cost(along direction: Direction<Scalar>, _ objective: Objective<Scalar>) -> Scalar {
        workspace.example.reset()
        let (last, m) = (network.layers[network.layers.count - 1], network.outputs)
        let (tangents, slopes) = (tangents(direction), blank())
        network.fill(outputSlopes: slopes.matrix, .alone(n), pass, of: objective, workspace.workers)
        // With slopes a changes beside z, too; without, δ may have digits that ∂C/∂a has lost.
        let place = last.slopeCount > 0 ? last.activations(n) : last.weightedSums(n)
        let terms = workspace.example.blank(rows: 1, columns: n * m)
        terms.matrix.fill(
            slopes.matrix.view.part(at: place, rows: 1, columns: n * m),
            tangents.matrix.view.part(at: place, rows: 1, columns: n * m)
        ) { $0 * $1 }
        let sum = pairwiseSum(Matrix(terms).span) / objective.divisor
        guard !objective.penalty.isNone, case .parameters(let vector) = direction else { return sum }
        let penalties = Matrix.made(rows: 1, columns: vector.count) {
            $0.fill(vector.view) { _ in 0 }
            objective.penalty.add(to: $0, network)
            $0.fill($0.view, vector.view) { $0 * $1 }
        }
        return sum + pairwiseSum(penalties.span)
    }

    /// ∇C, 1 × parameters or n × inputs.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func gradient(by domain: Domain, _ objective: Objective<Scalar>) -> Matrix<Scalar> {
        workspace.example.reset()
        let slopes = blank()
        network.fill(slopes: slopes.matrix, .alone(n), pass, of: objective, workspace.workers)
        if domain == .inputs { return inputs(slopes, divisor: objective.divisor) }
        return objective.penalty.added(to: parameters(slopes, divisor: objective.divisor), network)
    }

    /// Products of the Hessian of the cost with vectors, which share the passes without them.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func hessian(_ objective: Objective<Scalar>) -> HessianProducts<Scalar> {
        HessianProducts(network, pass, objective, in: workspace)
    }

    // MARK: Steps

    /// Memory laid out as a pass is.
    private func blank() -> Blank<Scalar> { workspace.example.blank(rows: 1, columns: 2 * n * network.neurons) }

    private func tangents(_ direction: Direction<Scalar>) -> Blank<Scalar> {
        let tangents = blank()
        network.fill(tangents: tangents.matrix, .alone(n), direction, pass, in: workspace)
        return tangents
    }

    private func slopes(weighted u: Matrix<Scalar>) -> Blank<Scalar> {
        let (slopes, last) = (blank(), network.layers[network.layers.count - 1])
        slopes.matrix.part(at: last.activations(n), rows: n, columns: network.outputs).fill(u.view) { $0 }
        network.fill(slopes: slopes.matrix, .alone(n), pass, of: nil, workspace.workers)
        return slopes
    }

    /// n × inputs
    private func inputs(_ slopes: Blank<Scalar>, divisor: Scalar) -> Matrix<Scalar> {
        let (inputs, first) = (workspace.example.blank(rows: n, columns: network.inputs), network.layers[0])
        let delta = slopes.matrix.view.part(at: first.weightedSums(n), rows: n, columns: first.neurons)
        network.fill(inputs.matrix, below: 0, delta, dividedBy: divisor, workspace.workers)
        return Matrix(inputs)
    }

    /// 1 × parameters
    private func parameters(_ slopes: Blank<Scalar>, divisor: Scalar) -> Matrix<Scalar> {
        let vector = workspace.example.blank(rows: 1, columns: network.parameters)
        fill(gradient: vector.matrix, slopes.matrix.view, divisor: divisor, 0..<n)
        return Matrix(vector)
    }

    /// Sums over some of the examples.
    private func fill(
        gradient vector: MutableMatrix<Scalar>, _ slopes: MatrixView<Scalar>, divisor: Scalar, _ examples: Range<Int>
    ) {
        let (passed, first, count) = (pass.memory.view, examples.lowerBound, examples.count)
        for l in network.layers.indices {
            let (layer, m, k) = (network.layers[l], network.layers[l].neurons, network.layers[l].inputs)
            let (atZ, atA) = (layer.weightedSums(n) + first * m, layer.activations(n) + first * m)
            let delta = slopes.part(at: atZ, rows: count, columns: m)
            let input =
                l > 0
                ? passed.part(at: network.layers[l - 1].activations(n) + first * k, rows: count, columns: k)
                : pass.inputs.view.part(at: first * k, rows: count, columns: k)
            network.fill(
                gradient: vector, l, delta, input, biases: delta, dividedBy: divisor, in: workspace
            ) { terms in
                layer.fill(
                    slopeTerms: terms, passed.part(at: atZ, rows: count, columns: m),
                    slopes.part(at: atA, rows: count, columns: m), workspace.workers)
            }
        }
    }
}
