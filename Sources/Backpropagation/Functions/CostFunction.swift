import LinearAlgebra

/// A definition of C₀, the cost of one example: of its values, and of what the chain rule needs once and, for second
/// derivatives, twice.
///
/// Outputs are n × m, an example a row; so are targets, where `targets` says no other number of columns.
protocol CostFunction: SendableMetatype {
    static var description: FunctionDescription { get }

    /// How many targets an example has with m outputs; `nil` where there cannot be so many outputs.
    static func targets(outputs m: Int) -> Int?

    /// How the parts of the outputs make the cost of an example.
    static var overOutputs: OverOutputs { get }

    /// What the weights of classes multiply.
    static var classWeighting: ClassWeighting { get }

    /// Whether a target may be given as the number of a class.
    static var takesClasses: Bool { get }

    /// What the outputs must be, in words that follow "takes outputs "; empty where they may be any.
    static var domain: String { get }

    /// Which of an example's outputs is the first that is not what it must be.
    static func outside(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> Int?

    /// Numbers one of which changes its sign where the outputs of an example come to a kink of the cost, and is no number
    /// where the derivative is not that of the cost.
    static func edges(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> [Double]

    /// C₀ of every example, 1 × n.
    static func fill<S: Real>(
        exampleCosts: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ c: Constants<S>)

    /// ∂C₀/∂a, n × m.
    static func fill<S: Real>(slope: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ c: Constants<S>)

    /// How ∂C₀/∂a changes as a changes by ȧ, n × m.
    static func fill<S: Real>(
        slopeTangent: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ change: MatrixView<S>,
        _ c: Constants<S>)
}

/// How the parts of the outputs make the cost of an example.
public enum OverOutputs: String, Sendable {
    case sum, mean
    /// It has no parts.
    case whole
}

/// What the weights of classes multiply.
public enum ClassWeighting: Sendable {
    /// Each output's part of the cost.
    case outputs
    /// Each output's target, in which the cost is linear: so an example that is one class has the weight of that.
    case targets
    /// The cost has no parts that are an output's alone.
    case none
}

extension CostFunction {
    static var classWeighting: ClassWeighting { takesClasses ? .targets : .none }
    static var overOutputs: OverOutputs { .sum }
    static func targets(outputs m: Int) -> Int? { m }
    static var takesClasses: Bool { false }
    static var domain: String { "" }
    static func outside(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> Int? { nil }
    static func edges(_ a: Span<Double>, _ y: Span<Double>, _ c: Constants<Double>) -> [Double] { [] }
}

/// A sum over the outputs, given by three functions of one output and its target.
protocol ElementwiseCost: CostFunction {
    static func value<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S
    /// By a.
    static func derivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S
    /// By a, twice.
    static func secondDerivative<S: Real>(_ a: S, _ y: S, _ c: Constants<S>) -> S
}

extension ElementwiseCost {
    static var classWeighting: ClassWeighting { takesClasses ? .targets : .outputs }

    @inline(__always)
    static func fill<S: Real>(
        exampleCosts: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ c: Constants<S>
    ) {
        exampleCosts.fill(rowSums: a, y) { value($0, $1, c) }
    }

    @inline(__always)
    static func fill<S: Real>(slope: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ c: Constants<S>) {
        slope.fill(a, y) { derivative($0, $1, c) }
    }

    @inline(__always)
    static func fill<S: Real>(
        slopeTangent: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ change: MatrixView<S>,
        _ c: Constants<S>
    ) {
        slopeTangent.fill(a, y, change) { secondDerivative($0, $1, c) * $2 }
    }
}

/// A function of all outputs of an example together.
protocol RowwiseCost: CostFunction {
    static func value<S: Real>(_ a: Span<S>, _ y: Span<S>, _ c: Constants<S>) -> S
    /// ∂C₀/∂a
    static func fill<S: Real>(slope: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ c: Constants<S>)
    /// How that changes as a does.
    static func fill<S: Real>(
        slopeTangent: inout MutableSpan<S>, _ a: Span<S>, _ y: Span<S>, _ change: Span<S>, _ c: Constants<S>)
}

extension RowwiseCost {
    @inline(__always)
    static func fill<S: Real>(
        exampleCosts: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ c: Constants<S>
    ) {
        var costs = exampleCosts.row(0)
        for i in 0..<a.rows { costs[i] = value(a.row(i), y.row(i), c) }
    }

    @inline(__always)
    static func fill<S: Real>(slope: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ c: Constants<S>) {
        for i in 0..<a.rows {
            var row = slope.row(i)
            fill(slope: &row, a.row(i), y.row(i), c)
        }
    }

    @inline(__always)
    static func fill<S: Real>(
        slopeTangent: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ change: MatrixView<S>,
        _ c: Constants<S>
    ) {
        for i in 0..<a.rows {
            var row = slopeTangent.row(i)
            fill(slopeTangent: &row, a.row(i), y.row(i), change.row(i), c)
        }
    }
}
