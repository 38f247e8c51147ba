public import LinearAlgebra

/// What is minimised: the costs of examples, which a cost makes of their outputs and targets, made one.
public struct Objective<Scalar: Real>: Sendable {
    public let cost: Cost
    /// n × the cost's targets; where classes have weights and the cost is linear in its targets, times these.
    let targets: Matrix<Scalar>
    public let reduction: Reduction
    /// 1 × n: each example's cost is multiplied by its own.
    let exampleWeights: Matrix<Scalar>?
    /// 1 × outputs: each output's part of the cost is multiplied by its own.
    let outputWeights: Matrix<Scalar>?
    public let penalty: Penalty
    /// What the sum of the examples' costs, and so every sum over examples of derivatives, is divided by.
    public let divisor: Scalar

    /// - Parameters:
    ///   - targets: n × the cost's targets
    ///   - exampleWeights: 1 × n
    ///   - classWeights: 1 × outputs
    /// - Precondition: The cost takes weights of classes, if there are any.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public init(
        _ cost: Cost, _ targets: Matrix<Scalar>, _ reduction: Reduction = .mean,
        exampleWeights: Matrix<Scalar>? = nil, classWeights: Matrix<Scalar>? = nil, penalty: Penalty = .none
    ) {
        precondition(classWeights == nil || cost.classWeighting != .none)
        (self.reduction, self.exampleWeights, self.penalty) = (reduction, exampleWeights, penalty)
        divisor = reduction.divisor(targets, exampleWeights, cost.classWeighting == .targets ? classWeights : nil)
        if let classWeights, cost.classWeighting == .targets {
            (self.cost, self.targets) = cost.weighing(targets, classWeights)
            outputWeights = nil
        } else {
            (self.cost, self.targets, outputWeights) = (cost, targets, classWeights)
        }
    }

    /// Of parts that another has.
    private init(
        _ cost: Cost, _ targets: Matrix<Scalar>, _ reduction: Reduction, exampleWeights: Matrix<Scalar>?,
        outputWeights: Matrix<Scalar>?, _ penalty: Penalty, _ divisor: Scalar
    ) {
        (self.cost, self.targets, self.reduction, self.penalty) = (cost, targets, reduction, penalty)
        (self.exampleWeights, self.outputWeights, self.divisor) = (exampleWeights, outputWeights, divisor)
    }

    /// The same in another number format.
    func converted<Other: Real>(_ convert: (Matrix<Scalar>) -> Matrix<Other>) -> Objective<Other> {
        Objective<Other>(
            cost, convert(targets), reduction, exampleWeights: exampleWeights.map(convert),
            outputWeights: outputWeights.map(convert), penalty, Other(divisor))
    }

    /// The same with another cost, which takes targets as this one does.
    func with(_ other: Cost) -> Objective {
        Objective(
            other, targets, reduction, exampleWeights: exampleWeights, outputWeights: outputWeights, penalty, divisor)
    }

    /// The objective that takes z where this one takes a = σ(z) of the last layer.
    func fromLogits(of activation: Activation) -> Objective? {
        guard let whole = cost.fromLogits(of: activation) else { return nil }
        return with(whole)
    }

    /// C, the costs of the examples made one, with the penalty of a network's weights.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func cost(_ exampleCosts: Matrix<Scalar>, _ network: Network<Scalar>) -> Scalar {
        let cost = pairwiseSum(exampleCosts.span) / divisor
        return penalty.isNone ? cost : cost + penalty.value(network)
    }

    /// C₀ of every example, 1 × n.
    func fill(exampleCosts costs: MutableMatrix<Scalar>, _ a: MatrixView<Scalar>, _ workers: Workers) {
        if let outputWeights {
            fill(exampleCosts: costs, a, weighing: outputWeights)
        } else {
            cost.fill(exampleCosts: costs, a, targets.view, workers)
        }
        if let exampleWeights { costs.fill(costs.view, exampleWeights.view) { $0 * $1 } }
    }

    /// The parts of one output after another.
    private func fill(
        exampleCosts costs: MutableMatrix<Scalar>, _ a: MatrixView<Scalar>, weighing weights: Matrix<Scalar>
    ) {
        costs.fill(costs.view) { _ in 0 }
        for j in 0..<a.columns {
            let (outputs, targets) = (a.column(j), targets.view.column(j))
            let part = Matrix.made(rows: 1, columns: a.rows) {
                cost.fill(exampleCosts: $0, outputs.view, targets.view, .one)
            }
            costs.fill(costs.view, part.view) { $0 + weights[0, j] * $1 }
        }
    }

    /// ∂C₀/∂a of every example and output, n × m.
    func fill(slope: MutableMatrix<Scalar>, _ a: MatrixView<Scalar>, _ workers: Workers) {
        cost.fill(slope: slope, a, targets.view, workers)
        weigh(slope)
    }

    /// How ∂C₀/∂a changes as a does, n × m.
    func fill(slopeTangent: MutableMatrix<Scalar>, _ a: MatrixView<Scalar>, _ change: MatrixView<Scalar>) {
        cost.fill(slopeTangent: slopeTangent, a, targets.view, change)
        weigh(slopeTangent)
    }

    /// What is linear in the cost, times the weights.
    private func weigh(_ slope: MutableMatrix<Scalar>) {
        if exampleWeights == nil, outputWeights == nil { return }
        for i in 0..<slope.rows {
            var row = slope.row(i)
            for j in row.indices {
                if let outputWeights { row[j] *= outputWeights[0, j] }
                if let exampleWeights { row[j] *= exampleWeights[0, i] }
            }
        }
    }
}

extension ForwardPass {
    /// C₀ of every example, 1 × n.
    ///
    /// - Parameter workspace: lends the memory
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func exampleCosts(
        _ objective: Objective<Scalar>, in workspace: Workspace<Scalar> = Workspace()
    ) -> Matrix<Scalar> {
        let costs = workspace.arena.blank(rows: 1, columns: inputs.rows)
        objective.fill(exampleCosts: costs.matrix, outputs.view, workspace.workers)
        return Matrix(costs)
    }
}

extension MatrixView {
    /// Column j, n × 1, in memory of its own.
    fileprivate func column(_ j: Int) -> Matrix<Scalar> {
        var numbers: [Scalar] = []
        for i in 0..<rows { numbers.append(row(i)[j]) }
        return Matrix(rows: rows, columns: 1, elements: numbers)
    }
}
