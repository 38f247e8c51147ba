import LinearAlgebra
import Testing

@testable import Backpropagation

/// One workspace for products of one network after another, as a server has it: whatever memory the last have left.
@Suite("Memory of products")
struct ProductMemoryTests {
    static let activations: [Activation] = [
        .prelu, .prelu.with(.shared), .sigmoid, .tanh, .relu, .identity, .softmax,
    ]

    static func network(_ random: inout SplitMix) throws -> Network<Double> {
        let widths = (0..<Int.random(in: 2...4, using: &random)).map { _ in Int.random(in: 1...24, using: &random) }
        let shapes = zip(widths, widths.dropFirst()).map { inputs, neurons in
            LayerShape(
                neurons: neurons, inputs: inputs, activation: activations.randomElement(using: &random) ?? .prelu)
        }
        let count = shapes.reduce(0) { $0 + ($1.inputs + 1) * $1.neurons + $1.slopeCount }
        return try Network(shapes, vector: matrix(1, count, &random))
    }

    static func matrix(_ rows: Int, _ columns: Int, _ random: inout SplitMix) -> Matrix<Double> {
        let numbers = (0..<rows * columns).map { _ in Double.random(in: -1...1, using: &random) }
        return Matrix(rows: rows, columns: columns, elements: numbers)
    }

    /// Every product of a network, twice with one Hessian.
    static func products(
        _ network: Network<Double>, _ x: Matrix<Double>, _ y: Matrix<Double>, _ v: Matrix<Double>,
        in workspace: Workspace<Double>
    ) throws -> [[Double]] {
        workspace.reset()
        let products = Products(network, try network.forward(x, in: workspace), in: workspace)
        let objective = Objective(Cost.squaredError, y, penalty: Penalty(l1: 0, l2: 0.1))
        let hessian = products.hessian(objective)
        return [
            hessian.product(.parameters(v)).elements, hessian.product(.inputs(x)).elements,
            hessian.product(.parameters(v)).elements, products.outputs(along: .parameters(v)).elements,
            products.outputs(weighted: y, by: .parameters).elements, products.outputs(0, by: .parameters).elements,
            [products.cost(along: .parameters(v), objective)], products.gradient(by: .parameters, objective).elements,
        ]
    }

    @Test func `does not change them`() throws {
        var random = SplitMix(state: 7)
        let workspace = Workspace<Double>()
        for _ in 0..<150 {
            let network = try Self.network(&random)
            let n = [1, 3, 63, 64, 65, 66, 130].randomElement(using: &random) ?? 1
            let x = Self.matrix(n, network.inputs, &random)
            let y = Self.matrix(n, network.outputs, &random)
            let v = Self.matrix(1, network.parameters, &random)
            let found = try Self.products(network, x, y, v, in: workspace)
            #expect(try found == Self.products(network, x, y, v, in: Workspace()))
            #expect(found[0] == found[2])
        }
    }

    /// The sums of that many examples' terms by slopes are made in halves, in memory that grows meanwhile.
    @Test(arguments: [60, 64, 65, 66, 130])
    func `grows where it must`(examples n: Int) throws {
        var random = SplitMix(state: 11)
        let shapes = [
            LayerShape(neurons: 3, inputs: 16, activation: .prelu),
            LayerShape(neurons: 2, inputs: 3, activation: .prelu),
        ]
        let network = try Network(shapes, vector: Self.matrix(1, 64, &random))
        let (x, y) = (Self.matrix(n, 16, &random), Self.matrix(n, 2, &random))
        let v = Self.matrix(1, 64, &random)
        let objective = Objective(Cost.squaredError, y)
        func gradient(_ h: Double) throws -> [Double] {
            let moved = try Network(
                shapes, vector: Matrix(row: zip(network.vector.elements, v.elements).map { $0 + h * $1 }))
            return try moved.backward(try moved.forward(x), objective, inputGradients: false).gradient.vector.elements
        }
        let h = 1e-7
        let product = Products(network, try network.forward(x)).hessian(objective).product(.parameters(v)).elements
        for (ours, (above, below)) in zip(product, zip(try gradient(h), try gradient(-h))) {
            #expect(abs(ours - (above - below) / (2 * h)) < 1e-5)
        }
    }
}
