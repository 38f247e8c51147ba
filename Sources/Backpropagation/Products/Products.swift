public import LinearAlgebra

/// Products of vectors with the Jacobians and the Hessian of a network, exact: no differences are taken.
///
/// A Hessian-vector product is the derivative of the gradient along a vector: the forward and the backward pass, both
/// differentiated (B. Pearlmutter, "Fast exact multiplication by the Hessian", 1994).
public struct Products<Scalar: Real> {
    private let network: Network<Scalar>
    private let pass: ForwardPass<Scalar>
    private let workers: Workers

    /// - Parameters:
    ///   - pass: what `forward` made of the examples
    ///   - workers: who does the pieces of its steps
    public init(_ network: Network<Scalar>, _ pass: ForwardPass<Scalar>, _ workers: Workers = .one) {
        (self.network, self.pass, self.workers) = (network, pass, workers)
    }

    private var n: Int { pass.inputs.rows }

    // MARK: Of the outputs, which are the last layer's activations, n × m

    /// J v: how the outputs change along a direction, n × m.
    ///
    /// - Complexity: 2n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func outputs(along direction: Direction<Scalar>) -> Matrix<Scalar> {
        network.tangents(direction, pass, workers)[network.layers.count - 1].a
    }

    /// uᵀ J: the derivative of Σ u ⊙ outputs, 1 × parameters or n × inputs.
    ///
    /// - Parameter u: n × m
    /// - Complexity: 2n multiplications for each weight
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func outputs(weighted u: Matrix<Scalar>, by domain: Domain) -> Matrix<Scalar> {
        let slopes = SlopePass(network, pass, u, workers)
        if domain == .inputs { return slopes.inputs }
        return gradient(slopes, divisor: 1)
    }

    /// The derivatives of output j of each example alone by its own inputs or by the parameters: a row for each example.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func outputs(_ j: Int, by domain: Domain) -> Matrix<Scalar> {
        let unit = (0..<n * network.outputs).map { $0 % network.outputs == j ? 1 : 0 as Scalar }
        let slopes = SlopePass(
            network, pass, Matrix(rows: n, columns: network.outputs, elements: unit), workers)
        if domain == .inputs { return slopes.inputs }
        return Matrix(
            (0..<n).map { k in
                gradient(divisor: 1) { l in
                    ([(slopes.deltas[l].row(at: k), input(l).row(at: k))], slopes.slopeTerms[l]?.row(at: k))
                }.elements
            })
    }

    // MARK: Of the cost

    /// ∇C · v
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func cost(along direction: Direction<Scalar>, _ objective: Objective<Scalar>) -> Scalar {
        let (slope, delta) = objective.outputSlopes(network, pass)
        let last = network.layers.count - 1
        let tangent = network.tangents(direction, pass, workers)[last]
        // With slopes a changes beside z, too; without, δ may have digits that ∂C/∂a has lost.
        let hasSlopes = network.layers[last].slopeCount > 0
        let (factor, change) = hasSlopes ? (slope, tangent.a) : (delta, tangent.z)
        let terms = Matrix.made(rows: 1, columns: change.count) {
            $0.fill(
                factor.view.part(at: 0, rows: 1, columns: factor.count),
                change.view.part(at: 0, rows: 1, columns: change.count)
            ) { $0 * $1 }
        }
        let sum = pairwiseSum(terms.span) / objective.divisor
        guard !objective.penalty.isNone, case .parameters(let vector) = direction else { return sum }
        let slopes = Matrix.made(rows: 1, columns: vector.count) {
            $0.fill(vector.view) { _ in 0 }
            objective.penalty.add(to: $0, network)
            $0.fill($0.view, vector.view) { $0 * $1 }
        }
        return sum + pairwiseSum(slopes.span)
    }

    /// ∇C, 1 × parameters or n × inputs.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func gradient(by domain: Domain, _ objective: Objective<Scalar>) -> Matrix<Scalar> {
        let slopes = objective.slopes(network, pass, workers)
        if domain == .inputs { return slopes.inputs.divided(by: objective.divisor) }
        return objective.penalty.added(
            to: gradient(slopes, divisor: objective.divisor), network)
    }

    /// Products of the Hessian of the cost with vectors, which share the passes without them.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func hessian(_ objective: Objective<Scalar>) -> HessianProducts<Scalar> {
        HessianProducts(self, network, pass, objective, workers)
    }

    /// aˡ, n × the inputs of layer l + 1
    func input(_ l: Int) -> Matrix<Scalar> { l > 0 ? pass.activations[l - 1] : pass.inputs }

    private func gradient(_ slopes: SlopePass<Scalar>, divisor: Scalar) -> Matrix<Scalar> {
        gradient(divisor: divisor) { ([(slopes.deltas[$0], input($0))], slopes.slopeTerms[$0]) }
    }

    /// Σ δᵀa / divisor and the sums of δ, which are the derivatives by the weights and, of the first δ, by the biases; and
    /// the sums of the terms of those by slopes.
    func gradient(
        divisor: Scalar,
        _ factors: (Int) -> ([(delta: Matrix<Scalar>, input: Matrix<Scalar>)], slopeTerms: Matrix<Scalar>?)
    ) -> Matrix<Scalar> {
        let arena = Arena<Scalar>()
        return .made(rows: 1, columns: network.parameters) { vector in
            for (l, layer) in network.layers.enumerated() {
                let (factors, slopeTerms) = factors(l)
                let (delta, input) = (Matrix(stacking: factors.map(\.delta)), Matrix(stacking: factors.map(\.input)))
                let first = factors[0].delta
                let weights = vector.part(at: layer.weights, rows: layer.neurons, columns: layer.inputs)
                let biases = vector.part(at: layer.biases, rows: 1, columns: layer.neurons)
                weights.fill(transposed: delta.view, input.view, dividedBy: divisor, arena, workers)
                biases.fill(columnSums: first.view, dividedBy: divisor, arena, workers)
                if let slopeTerms {
                    let slopes = vector.part(at: layer.slopes, rows: 1, columns: layer.slopeCount)
                    layer.fill(slopeSums: slopes, slopeTerms.view, dividedBy: divisor, arena, workers)
                }
            }
        }
    }
}

extension Matrix {
    /// The rows of one below those of the other.
    fileprivate init(stacking matrices: [Matrix]) {
        let rows = matrices.reduce(0) { $0 + $1.rows }
        self =
            matrices.count == 1
            ? matrices[0] : Matrix(joining: matrices).part(at: 0, rows: rows, columns: matrices[0].columns)
    }

    func row(at k: Int) -> Matrix { part(at: k * columns, rows: 1, columns: columns) }

    func divided(by divisor: Scalar) -> Matrix {
        if divisor == 1 { return self }
        return .made(rows: rows, columns: columns) { $0.fill(view) { $0 / divisor } }
    }
}
