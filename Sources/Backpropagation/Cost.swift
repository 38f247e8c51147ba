import LinearAlgebra

/// C₀, the cost of one example: a sum over the outputs aⱼ and their targets yⱼ.
public enum Cost: String, Sendable, CaseIterable {
    /// Σⱼ (aⱼ − yⱼ)², as in the lesson; every gradient is twice that of `halfSquaredError`.
    case squaredError = "squared_error"
    /// ½ Σⱼ (aⱼ − yⱼ)²; the ½ cancels the 2 of the derivative.
    case halfSquaredError = "half_squared_error"
    /// −Σⱼ (yⱼ ln aⱼ + (1 − yⱼ) ln(1 − aⱼ)) for outputs in [0, 1].
    case binaryCrossEntropy = "binary_cross_entropy"
    /// `binaryCrossEntropy` of σ(a): for a last layer without an activation, and stable for any a.
    case binaryCrossEntropyFromLogits = "binary_cross_entropy_from_logits"
    /// −Σⱼ yⱼ ln aⱼ for outputs that are probabilities.
    case crossEntropy = "cross_entropy"
    /// `crossEntropy` of softmax(a): for a last layer without an activation, and stable for any a.
    case crossEntropyFromLogits = "cross_entropy_from_logits"

    /// C₀ of every example.
    ///
    /// - Parameters:
    ///   - costs: 1 × n, to be filled
    ///   - a: n × m, the activations of the last layer
    ///   - y: n × m, the targets
    func fill<S: Real>(exampleCosts costs: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ workers: Workers)
    {
        if workers.isWorthSplitting(a) {
            workers.perform(rowsOf: a) { rows in
                let costs = costs.part(at: rows.lowerBound, rows: 1, columns: rows.count)
                fill(exampleCosts: costs, a.rows(rows), y.rows(rows))
            }
        } else {
            fill(exampleCosts: costs, a, y)
        }
    }

    private func fill<S: Real>(exampleCosts costs: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>) {
        switch self {
        case .squaredError: costs.fill(rowSums: a, y) { a, y in (a - y) * (a - y) }
        case .halfSquaredError: costs.fill(rowSums: a, y) { a, y in (a - y) * ((a - y) / 2) }
        case .binaryCrossEntropy: costs.fill(rowSums: a, y) { BinaryCrossEntropy.value($0, $1) }
        case .binaryCrossEntropyFromLogits: costs.fill(rowSums: a, y) { BinaryCrossEntropy.valueFromLogit($0, $1) }
        case .crossEntropy: costs.fill(rowSums: a, y) { CrossEntropy.value($0, $1) }
        case .crossEntropyFromLogits: CrossEntropy.fill(exampleCostsFromLogits: costs, a, y)
        }
    }

    /// ∂C₀/∂a for every example and output.
    ///
    /// - Parameters:
    ///   - slope: n × m, to be filled
    ///   - a: n × m, the activations of the last layer
    ///   - y: n × m, the targets
    ///   - arena: lends memory
    func fill<S: Real>(
        slope: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ arena: Arena<S>, _ workers: Workers
    ) {
        if self == .crossEntropyFromLogits {
            arena.lend(rows: a.rows, columns: 2 * a.columns) { memory in
                workers.perform(rowsOf: a) { rows in
                    CrossEntropy.fill(slopeFromLogits: slope.rows(rows), a.rows(rows), y.rows(rows), memory.rows(rows))
                }
            }
        } else if workers.isWorthSplitting(a) {
            workers.perform(rowsOf: a) { rows in fill(slope: slope.rows(rows), a.rows(rows), y.rows(rows)) }
        } else {
            fill(slope: slope, a, y)
        }
    }

    /// The cost that takes z where this one takes a = σ(z). Its slope is ∂C₀/∂z, and keeps its digits where a is rounded
    /// to 1 and ∂C₀/∂a = (a − y) / (a(1 − a)) has lost all of them.
    func fromLogits(of activation: Activation) -> Cost? {
        switch (self, activation) {
        case (.binaryCrossEntropy, .sigmoid): .binaryCrossEntropyFromLogits
        default: nil
        }
    }

    private func fill<S: Real>(slope: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>) {
        switch self {
        case .squaredError: slope.fill(a, y) { a, y in 2 * (a - y) }
        case .halfSquaredError: slope.fill(a, y) { a, y in a - y }
        case .binaryCrossEntropy: slope.fill(a, y) { BinaryCrossEntropy.derivative($0, $1) }
        case .binaryCrossEntropyFromLogits: slope.fill(a, y) { BinaryCrossEntropy.derivativeFromLogit($0, $1) }
        case .crossEntropy: slope.fill(a, y) { CrossEntropy.derivative($0, $1) }
        case .crossEntropyFromLogits: break  // above
        }
    }
}
