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
    func fill<S: Real>(
        exampleCosts costs: MutableMatrix<S>, _ a: Matrix<S>, _ y: Matrix<S>, _ workers: Workers
    ) {
        switch self {
        case .squaredError: costs.fill(rowSums: a, y, workers) { a, y in (a - y) * (a - y) }
        case .halfSquaredError: costs.fill(rowSums: a, y, workers) { a, y in (a - y) * ((a - y) / 2) }
        case .binaryCrossEntropy: costs.fill(rowSums: a, y, workers) { BinaryCrossEntropy.value($0, $1) }
        case .binaryCrossEntropyFromLogits:
            costs.fill(rowSums: a, y, workers) { BinaryCrossEntropy.valueFromLogit($0, $1) }
        case .crossEntropy: costs.fill(rowSums: a, y, workers) { CrossEntropy.value($0, $1) }
        case .crossEntropyFromLogits: CrossEntropy.fill(exampleCostsFromLogits: costs, a, y)
        }
    }

    /// ∂C₀/∂a for every example and output.
    ///
    /// - Parameters:
    ///   - slope: n × m, to be filled
    ///   - a: n × m, the activations of the last layer
    ///   - y: n × m, the targets
    func fill<S: Real>(
        slope: MutableMatrix<S>, _ a: Matrix<S>, _ y: Matrix<S>, _ arena: Arena<S>, _ workers: Workers
    ) {
        switch self {
        case .squaredError: slope.fill(a, y, workers) { a, y in 2 * (a - y) }
        case .halfSquaredError: slope.fill(a, y, workers) { a, y in a - y }
        case .binaryCrossEntropy: slope.fill(a, y, workers) { BinaryCrossEntropy.derivative($0, $1) }
        case .binaryCrossEntropyFromLogits: slope.fill(a, y, workers) { BinaryCrossEntropy.derivativeFromLogit($0, $1) }
        case .crossEntropy: slope.fill(a, y, workers) { CrossEntropy.derivative($0, $1) }
        case .crossEntropyFromLogits: CrossEntropy.fill(slopeFromLogits: slope, a, y, arena, workers)
        }
    }
}
