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
    ///   - a: n × m, the activations of the last layer
    ///   - y: n × m, the targets
    /// - Returns: n numbers
    func exampleCosts<S: Real>(_ a: Matrix<S>, _ y: Matrix<S>) -> [S] {
        switch self {
        case .squaredError: a.rowSums(with: y) { a, y in (a - y) * (a - y) }
        case .halfSquaredError: a.rowSums(with: y) { a, y in (a - y) * ((a - y) / 2) }
        case .binaryCrossEntropy: a.rowSums(with: y, BinaryCrossEntropy.value)
        case .binaryCrossEntropyFromLogits: a.rowSums(with: y, BinaryCrossEntropy.valueFromLogit)
        case .crossEntropy: a.rowSums(with: y, CrossEntropy.value)
        case .crossEntropyFromLogits: CrossEntropy.exampleCostsFromLogits(a, y)
        }
    }

    /// ∂C₀/∂a for every example and output.
    ///
    /// - Parameters: as for `exampleCosts`
    /// - Returns: n × m
    func slope<S: Real>(_ a: Matrix<S>, _ y: Matrix<S>) -> Matrix<S> {
        switch self {
        case .squaredError: Matrix.combine(a, y) { a, y in 2 * (a - y) }
        case .halfSquaredError: Matrix.combine(a, y) { a, y in a - y }
        case .binaryCrossEntropy: Matrix.combine(a, y, BinaryCrossEntropy.derivative)
        case .binaryCrossEntropyFromLogits: Matrix.combine(a, y, BinaryCrossEntropy.derivativeFromLogit)
        case .crossEntropy: Matrix.combine(a, y, CrossEntropy.derivative)
        case .crossEntropyFromLogits: CrossEntropy.slopeFromLogits(a, y)
        }
    }
}
