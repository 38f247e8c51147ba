import LinearAlgebra
import Testing

@testable import Backpropagation

/// Every derivative of networks with slopes, beside differences of what it is the derivative of; no weighted sum comes to 0
/// on the way.
@Suite("Derivatives by slopes")
struct SlopeDerivativeTests {
    /// Three neurons with slopes of their own, two that share one, and two outputs.
    static func network(last: Activation = .tanh) throws -> Network<Double> {
        let shapes = [
            LayerShape(neurons: 3, inputs: 2, activation: .prelu),
            LayerShape(neurons: 2, inputs: 3, activation: .prelu.with(.shared)),
            LayerShape(neurons: 2, inputs: 2, activation: last),
        ]
        let count = 12 + 9 + 6 + (last.hasSlopes ? 2 : 0)
        return try Network(shapes, vector: Matrix(row: (0..<count).map { Double(($0 * 37 + 5) % 23) / 13 - 0.9 }))
    }

    static let x = Matrix([[0.9, -0.4], [-1.3, 0.7], [0.2, 1.1]])
    static let objective = Objective(.squaredError, Matrix([[0.3, -1.2], [0.8, 0.1], [-0.6, 0.5]]))
    static let lasts: [Activation] = [.tanh, .prelu, .identity]

    static func gradient(_ network: Network<Double>) throws -> [Double] {
        try network.backward(try network.forward(x), objective, inputGradients: false).gradient.vector.elements
    }

    static func cost(_ network: Network<Double>) throws -> Double {
        objective.cost(try network.forward(x).exampleCosts(objective), network)
    }

    /// (f(p + hv) − f(p − hv)) / 2h
    static func difference(
        _ network: Network<Double>, _ v: [Double], _ f: (Network<Double>) throws -> [Double]
    ) throws -> [Double] {
        let h = 1e-5
        func at(_ h: Double) throws -> [Double] {
            try f(network.replacing(vector: Matrix(row: zip(network.vector.elements, v).map { $0 + h * $1 })))
        }
        return zip(try at(h), try at(-h)).map { ($0 - $1) / (2 * h) }
    }

    static func unit(_ i: Int, of count: Int) -> [Double] { (0..<count).map { $0 == i ? 1 : 0 } }
    static func direction(_ count: Int) -> [Double] { (0..<count).map { Double(($0 * 29 + 3) % 17) / 8 - 1 } }
    static func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    static func isNear(_ a: [Double], _ b: [Double]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 2e-9 * max(1, abs($1)) }
    }

    @Test(arguments: lasts)
    func `the gradient is what the cost's differences say`(last: Activation) throws {
        let network = try Self.network(last: last)
        let differences = try (0..<network.parameters).map { i in
            try Self.difference(network, Self.unit(i, of: network.parameters)) { [try Self.cost($0)] }[0]
        }
        #expect(Self.isNear(try Self.gradient(network), differences))
        #expect(
            Self.isNear(
                Products(network, try network.forward(Self.x)).gradient(by: .parameters, Self.objective).elements,
                differences))
    }

    @Test(arguments: lasts)
    func `a Hessian-vector product is how the gradient changes`(last: Activation) throws {
        let network = try Self.network(last: last)
        let hessian = Products(network, try network.forward(Self.x)).hessian(Self.objective)
        let v = Self.direction(network.parameters)
        #expect(
            Self.isNear(
                hessian.product(.parameters(Matrix(row: v))).elements,
                try Self.difference(network, v, Self.gradient)))
        let matrix = try hessian.matrix(by: .parameters)
        for i in 0..<network.parameters {
            let row = matrix.row(at: i).elements
            let difference = try Self.difference(network, Self.unit(i, of: network.parameters), Self.gradient)
            #expect(Self.isNear(row, difference), "row \(i)")
        }
    }

    @Test(arguments: lasts)
    func `Jacobians are how outputs and cost change`(last: Activation) throws {
        let network = try Self.network(last: last)
        let products = Products(network, try network.forward(Self.x))
        let v = Self.direction(network.parameters)
        let along = try Self.difference(network, v) { try $0.forward(Self.x).outputs.elements }
        #expect(Self.isNear(products.outputs(along: .parameters(Matrix(row: v))).elements, along))
        let cost = products.cost(along: .parameters(Matrix(row: v)), Self.objective)
        #expect(Self.isNear([cost], try Self.difference(network, v) { [try Self.cost($0)] }))
        // uᵀ J v both ways, and rows of J.
        let u = Self.direction(6)
        let byOutputs = products.outputs(weighted: Matrix(rows: 3, columns: 2, elements: u), by: .parameters).elements
        #expect(Self.isNear([Self.product(byOutputs, v)], [Self.product(u, along)]))
        for j in 0..<2 {
            let rows = products.outputs(j, by: .parameters)
            let products = (0..<3).map { Self.product(rows.row(at: $0).elements, v) }
            #expect(Self.isNear(products, (0..<3).map { along[2 * $0 + j] }))
        }
    }

    /// ∂/∂x, to which slopes add nothing, and how it changes along x.
    @Test(arguments: lasts)
    func `products by inputs pass through slopes`(last: Activation) throws {
        let network = try Self.network(last: last)
        let (v, h) = (Self.direction(6), 1e-5)
        func gradient(_ h: Double) throws -> [Double] {
            let x = Matrix(rows: 3, columns: 2, elements: zip(Self.x.elements, v).map { $0 + h * $1 })
            return Products(network, try network.forward(x)).gradient(by: .inputs, Self.objective).elements
        }
        let product = Products(network, try network.forward(Self.x)).hessian(Self.objective)
            .product(.inputs(Matrix(rows: 3, columns: 2, elements: v)))
        #expect(Self.isNear(product.elements, zip(try gradient(h), try gradient(-h)).map { ($0 - $1) / (2 * h) }))
    }

    @Test func `each share of the chain rule adds up to the gradient`() throws {
        let network = try Self.network(last: .prelu)
        let forward = try network.forward(Self.x)
        let backward = try network.backward(forward, Self.objective, inputGradients: true)
        let chainRule = ChainRule(network, forward, backward, Self.objective)
        let slopes = network.variables.filter { if case .slope = $0 { true } else { false } }
        #expect(slopes.count == 3 + 1 + 2)
        for variable in slopes {
            let shares = (0..<3).map { chainRule.share(variable, example: $0) }
            #expect(abs(shares.reduce(0, +) - chainRule.derivative(variable)) < 1e-15)
        }
        // a changes by σ′ as z does: the slope of the neuron's own, or the one of all.
        for (l, slopes) in [(1, [0, 1, 2]), (2, [0, 0])] {
            for (j, slope) in slopes.enumerated() where forward.weightedSums[l - 1][0, j] < 0 {
                let derivative = chainRule.activationDerivatives(j, layer: l, example: 0)
                #expect(derivative == [try #require(network[.slope(layer: l, neuron: slope)])])
            }
        }
    }

    /// λ₂ counts weights alone, whatever the product.
    @Test func `a penalty leaves slopes alone`() throws {
        let network = try Self.network(last: .prelu)
        let forward = try network.forward(Self.x)
        let penalised = Objective(
            .squaredError, Matrix([[0.3, -1.2], [0.8, 0.1], [-0.6, 0.5]]), penalty: Penalty(l1: 0.5, l2: 2))
        let gradient = try network.backward(forward, penalised, inputGradients: false).gradient
        let plain = try network.backward(forward, Self.objective, inputGradients: false).gradient
        #expect(gradient.slopes.map(\.elements) == plain.slopes.map(\.elements))
        #expect(gradient.weights[0] != plain.weights[0])
    }
}
