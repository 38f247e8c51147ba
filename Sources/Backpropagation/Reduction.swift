public import LinearAlgebra

/// How the costs of the examples make one cost.
public enum Reduction: String, Sendable, CaseIterable {
    /// C = (1/n) Σₖ Cₖ
    case mean
    /// C = Σₖ Cₖ
    case sum

    /// What Σₖ Cₖ, and so every sum over examples of derivatives, is divided by.
    func divisor<Scalar: Real>(examples n: Int) -> Scalar {
        switch self {
        case .mean: Scalar(n)
        case .sum: 1
        }
    }

    /// C, the costs of the examples made one.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func cost<Scalar: Real>(_ exampleCosts: [Scalar]) -> Scalar {
        pairwiseSum(exampleCosts[...]) / divisor(examples: exampleCosts.count)
    }
}

extension ForwardPass {
    /// C₀ of every example, n numbers.
    ///
    /// - Parameter y: the targets, n × the width of layer L
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func exampleCosts(_ y: Matrix<Scalar>, _ cost: Cost) -> [Scalar] {
        cost.exampleCosts(outputs, y)
    }
}
