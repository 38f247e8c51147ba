public import LinearAlgebra

/// ∇C with respect to the parameters, in the shape of the network's layers.
public struct Gradient<Scalar: Real>: LayerMemory, Sendable {
    public let layers: [LayerShape]
    /// ∇C as one vector, 1 × parameters: layer by layer, the weights row by row, then the biases, then the slopes.
    public let vector: Matrix<Scalar>

    /// ∂C/∂w¹…∂C/∂wᴸ, each of the shape of the layer's weights.
    public var weights: LayerMatrices<Scalar> { matrices(.weights) }

    /// ∂C/∂b¹…∂C/∂bᴸ, each of the shape of the layer's biases.
    public var biases: LayerMatrices<Scalar> { matrices(.biases) }

    /// ∂C/∂s¹…∂C/∂sᴸ, 1 × the layer's slopes, of which most have none.
    public var slopes: LayerMatrices<Scalar> { matrices(.slopes) }

    public var memory: Matrix<Scalar> { vector }
    public var examples: Int { 0 }
}

extension Network {
    /// ∂Cₖ/∂w, ∂Cₖ/∂b and ∂Cₖ/∂s of one example's own cost.
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
        let blank = workspace.example.blank(rows: 1, columns: parameters)
        let (vector, n) = (blank.matrix, pass.inputs.rows)
        for l in layers.indices {
            let (m, k_) = (layers[l].neurons, layers[l].inputs)
            let delta = backward.memory.view.part(at: layers[l].weightedSums(n) + k * m, rows: 1, columns: m)
            let a =
                l > 0
                ? pass.memory.view.part(at: layers[l - 1].activations(n) + k * k_, rows: 1, columns: k_)
                : pass.inputs.view.part(at: k * k_, rows: 1, columns: k_)
            let weights = vector.part(at: layers[l].weights, rows: m, columns: k_)
            let biases = vector.part(at: layers[l].biases, rows: 1, columns: m)
            weights.fill(transposed: delta, a, workspace.example, workspace.workers)  // ∂Cₖ/∂w = δ aᵀ
            biases.fill(delta) { $0 }  // ∂Cₖ/∂b = δ
            if layers[l].slopeCount > 0 {
                let terms = workspace.example.blank(rows: 1, columns: m)
                let z = pass.memory.view.part(at: layers[l].weightedSums(n) + k * m, rows: 1, columns: m)
                let slope = backward.memory.view.part(at: layers[l].activations(n) + k * m, rows: 1, columns: m)
                let slopes = vector.part(at: layers[l].slopes, rows: 1, columns: layers[l].slopeCount)
                layers[l].fill(slopeTerms: terms.matrix, z, slope, workspace.workers)
                layers[l].fill(slopeSums: slopes, terms.matrix.view, workspace.example, workspace.workers)
            }
        }
        return Gradient(layers: layers, vector: Matrix(blank))
    }
}

extension BackwardPass {
    /// The length of each example's own gradient, 1 × n, of which no gradient is made: ∂Cₖ/∂w = δ aᵀ is as long as δ times
    /// a (I. Goodfellow, "Efficient per-example gradient computations", 2015). That by slopes has few numbers.
    ///
    /// - Complexity: one multiplication for each neuron and example
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func exampleGradientNorms(_ pass: ForwardPass<Scalar>) -> Matrix<Scalar> {
        var (before, lengths) = (pass.inputs.rowLengths, [Scalar](repeating: 0, count: examples))
        for l in gradient.layers.indices {
            for (k, length) in weightedSums[l].rowLengths.enumerated() {
                lengths[k] = hypotenuse(lengths[k], length * hypotenuse(before[k], 1))
            }
            if gradient.layers[l].slopeCount > 0 { addSlopes(of: l, pass, to: &lengths) }
            before = pass.activations[l].rowLengths
        }
        return Matrix(row: lengths)
    }

    /// Adds each ∂Cₖ/∂s of a layer, one example after another, so that little memory is needed.
    private func addSlopes(of l: Int, _ pass: ForwardPass<Scalar>, to lengths: inout [Scalar]) {
        let (layer, slope, z) = (gradient.layers[l], activations[l], pass.weightedSums[l])
        for k in lengths.indices {
            guard let terms = layer.slopeTerms(slope.row(at: k), z.row(at: k)) else { return }
            let own = layer.slopeCount == 1 ? Matrix(row: [pairwiseSum(terms.span)]) : terms
            lengths[k] = hypotenuse(lengths[k], own.rowLengths[0])
        }
    }
}

extension Matrix {
    /// The length of each row; the squares are summed as they are where they fit the format.
    fileprivate var rowLengths: [Scalar] {
        (0..<rows).map { i in
            let row = row(i)
            var sum: Scalar = 0
            for j in row.indices { sum += row[j] * row[j] }
            let fits = sum.isFinite && sum > .leastNormalMagnitude / .ulpOfOne
            return fits ? sum.squareRoot() : sum.isNaN ? sum : norm(of: row)
        }
    }
}
