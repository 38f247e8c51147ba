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
    public func cost<Scalar: Real>(_ exampleCosts: Matrix<Scalar>) -> Scalar {
        pairwiseSum(exampleCosts.span) / divisor(examples: exampleCosts.count)
    }
}

extension ForwardPass {
    /// C₀ of every example, 1 × n.
    ///
    /// - Parameters:
    ///   - y: the targets, n × the width of layer L
    ///   - workspace: lends the memory
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func exampleCosts(
        _ y: Matrix<Scalar>, _ cost: Cost, in workspace: Workspace<Scalar> = Workspace()
    ) -> Matrix<Scalar> {
        let costs = workspace.arena.blank(rows: 1, columns: y.rows)
        cost.fill(exampleCosts: costs.matrix, outputs.view, y.view, workspace.workers)
        return Matrix(costs)
    }
}
