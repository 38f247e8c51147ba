import LinearAlgebra
import Testing

@testable import Backpropagation

@Suite("Costs")
struct CostTests {
    /// A cost, and outputs and targets where it is smooth.
    struct Row: Sendable, CustomTestStringConvertible {
        let cost: Cost
        let outputs, targets: [Double]

        init(_ name: String, _ outputs: [Double], _ targets: [Double], parameters: SIMD2<Double>? = nil) {
            let cost = Cost.of(name)
            self.cost = parameters.map(cost.with) ?? cost
            (self.outputs, self.targets) = (outputs, targets)
        }

        var testDescription: String { "\(cost.name)\(cost.constants)" }
    }

    static let table: [Row] = {
        let (any, targets) = ([0.3, -1.2, 2.4], [0.9, -1.6, 0.1])
        let (fractions, probabilities) = ([0.2, 0.7, 0.45], [0.1, 0.6, 0.3])
        return [
            Row("squared_error", any, targets), Row("half_squared_error", any, targets),
            Row("mean_squared_error", any, targets), Row("absolute_error", any, targets),
            Row("huber", any, targets), Row("huber", any, targets, parameters: [0.5, 0]),
            Row("smooth_l1", any, targets), Row("smooth_l1", any, targets, parameters: [0.5, 0]),
            Row("smooth_l1", any, targets, parameters: [0, 0]), Row("log_cosh", any, targets),
            Row("binary_cross_entropy", fractions, probabilities),
            Row("binary_cross_entropy_from_logits", any, probabilities), Row("cross_entropy", fractions, probabilities),
            Row("cross_entropy_from_logits", any, probabilities),
            Row("cross_entropy_from_logits", any, probabilities, parameters: [0.2, 0]),
            Row("negative_log_likelihood", [-0.4, -1.3, -2.2], probabilities),
            Row("kl_divergence", [-0.4, -1.3, -2.2], probabilities),
            Row("kl_divergence", [-0.4, -1.3, -2.2], [-1.1, -0.7, -2.5], parameters: [1, 0]),
            Row("poisson", any, [2, 0, 5]), Row("poisson", [1.9, 2.7, 1.4], [2, 0, 5], parameters: [1, 0]),
            Row("poisson", any, [2, 0, 5], parameters: [0, 1]),
            Row("gaussian", [0.3, -1.2, 0.6, 2.1], [0.9, -1.6]),
            Row("gaussian", [0.3, -1.2, 0.6, 2.1], [0.9, -1.6], parameters: [1e-6, 1]),
            Row("hinge", any, [1, -1, -1]), Row("squared_hinge", any, [1, -1, -1]),
            Row("multi_margin", any, [1, 0, 0]),
            Row("multi_margin", any, [0.25, 0, 0.75], parameters: [1, 0.8]), Row("cosine", any, targets),
        ]
    }()

    /// A cost that is not in the table has derivatives that nobody has looked at.
    @Test func `are all in the table`() {
        #expect(Set(Self.table.map(\.cost.name)) == Set(Cost.names))
    }

    @Test(arguments: table)
    func `have the derivatives that central differences say`(row: Row) {
        let (cost, targets) = (row.cost, Matrix(row: row.targets))
        for direction in [[1.0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0.5, -0.7, 0.3, 0.4]] {
            let change = Array(direction.prefix(row.outputs.count))
            func at(_ h: Double) -> Matrix<Double> { Matrix(row: zip(row.outputs, change).map { $0 + h * $1 }) }
            let slope = cost.slope(at(0), targets).elements
            let rise = zip(slope, change).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(
                abs(rise - centralDifferences { cost.exampleCosts(at($0), targets).elements }[0]) < 1e-9, "\(direction)"
            )
            let bend = cost.slopeTangent(at(0), targets, Matrix(row: change)).elements
            for (ours, theirs) in zip(bend, centralDifferences { cost.slope(at($0), targets).elements }) {
                #expect(abs(ours - theirs) < 1e-8, "\(direction)")
            }
        }
    }

    /// Where outputs are all but certain; below 10⁻¹² the slope is linear.
    @Test(arguments: [
        (1e-9, 1.0, 1e18), (1e-9, 0, 1 / ((1 - 1e-9) * (1 - 1e-9))), (1e-3, 0.5, 0.5e6 + 0.5 / (0.999 * 0.999)),
        (1e-15, 1, 1e12), (0, 0, 1e12),
    ])
    func `binary cross entropy bends as it should near 0`(a: Double, y: Double, bend: Double) {
        let found = Cost.binaryCrossEntropy.slopeTangent(Matrix(row: [a]), Matrix(row: [y]), Matrix(row: [1.0]))[0, 0]
        #expect(abs(found - bend) < 1e-14 * bend)
    }

    /// PyTorch's values at kinks: of ∂C/∂a, and of how it changes with a.
    @Test(arguments: [
        ("absolute_error", 0.4, 0.4, 0.0, 0.0), ("huber", 1.5, 0.5, 1, 0), ("huber", -0.5, 0.5, -1, 0),
        ("smooth_l1", 1.5, 0.5, 1, 0), ("smooth_l1", -0.5, 0.5, -1, 0), ("hinge", 1, 1, 0, 0), ("hinge", -1, -1, 0, 0),
        ("squared_hinge", 1, 1, 0, 0), ("squared_hinge", -1, -1, 0, 0),
    ])
    func `have PyTorch's values at kinks`(name: String, a: Double, y: Double, slope: Double, bend: Double) {
        let (cost, a, y) = (Cost.of(name), Matrix(row: [a]), Matrix(row: [y]))
        #expect(cost.slope(a, y)[0, 0] == slope)
        #expect(cost.slopeTangent(a, y, Matrix(row: [1]))[0, 0] == bend)
    }
}

extension ActivationTests {
    static let rowwise = Activation.all.filter { !$0.isElementwise }

    /// Of a row together: how a, and δ of a slope that stays as it is, change along a direction.
    @Test(arguments: rowwise, [[1.0, 0, 0], [0, 1, 0], [0.5, -0.7, 0.3]])
    func `of a row have the derivatives that central differences say`(activation: Activation, change: [Double]) {
        let (z, slope) = ([0.3, -1.2, 2.4], Matrix(row: [0.7, -0.4, 1.1]))
        func at(_ h: Double) -> Matrix<Double> { Matrix(row: zip(z, change).map { $0 + h * $1 }) }
        func pullback(_ z: Matrix<Double>) -> Matrix<Double> {
            activation.pullback(z, activation.activations(z), slope)
        }
        let a = activation.activations(at(0))
        let tangent = activation.tangent(Matrix(row: change), at(0), a)
        for (ours, theirs) in zip(tangent.elements, centralDifferences { activation.activations(at($0)).elements }) {
            #expect(abs(ours - theirs) < 1e-10)
        }
        // a·δ is what the tangent is to the slope: one is the other's transpose.
        let along = zip(pullback(at(0)).elements, change).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(along - zip(tangent.elements, slope.elements).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-14)
        let (direction, none) = (Matrix(row: change), Matrix(row: [0.0, 0, 0]))
        let bend = Matrix<Double>.made(rows: 1, columns: 3) {
            let at = Tangents(
                z: at(0).view, a: a.view, slope: slope.view, zChange: direction.view, aChange: tangent.view,
                slopeChange: none.view)
            activation.fill(pullbackTangent: $0, at, .one)
        }
        for (ours, theirs) in zip(bend.elements, centralDifferences { pullback(at($0)).elements }) {
            #expect(abs(ours - theirs) < 1e-9)
        }
    }
}
