import LinearAlgebra

/// How the costs of the examples make one cost.
public enum Reduction: String, Sendable, CaseIterable {
    /// C = (1/n) Σₖ Cₖ
    case mean
    /// C = Σₖ Cₖ
    case sum
    /// C = Σₖ Cₖ / Σₖ ωₖ, where ωₖ is the example's weight, times its class's where classes have weights.
    case weightedMean = "weighted_mean"

    /// What Σₖ Cₖ is divided by.
    ///
    /// - Parameter classWeights: where an example's weight is that of its target's class
    func divisor<S: Real>(_ targets: Matrix<S>, _ exampleWeights: Matrix<S>?, _ classWeights: Matrix<S>?) -> S {
        switch self {
        case .mean: return S(targets.rows)
        case .sum: return 1
        case .weightedMean:
            var sum: S = 0
            for k in 0..<targets.rows {
                var weight = exampleWeights?[0, k] ?? 1
                if let classWeights {
                    var own: S = 0
                    for j in 0..<targets.columns { own += classWeights[0, j] * targets[k, j] }
                    weight *= own
                }
                sum += weight
            }
            return sum
        }
    }
}
