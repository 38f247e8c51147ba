import Backpropagation
import LinearAlgebra
import Testing

/// What the engine makes of a golden vector's network and examples.
struct Evaluated<S: Real> {
    let forward: ForwardPass<S>
    let exampleCosts: Matrix<S>
    let cost: S
    let backward: BackwardPass<S>

    init(_ golden: Golden, _: S.Type, moving parameter: Int? = nil, by change: S = 0) throws {
        let request = golden.request
        var left = parameter ?? -1
        /// Adds the change to the parameter whose turn it is, in the order of the gradient vector.
        func moved(_ numbers: [Double]) -> [S] {
            defer { left -= numbers.count }
            return numbers.indices.map { S(numbers[$0]) + ($0 == left ? change : 0) }
        }
        let layers = try request.network.layers.map { layer in
            let columns = layer.weights[0].count
            let weights = moved(layer.weights.flatMap(\.self))
            return Layer(
                weights: Matrix(rows: layer.weights.count, columns: columns, elements: weights),
                biases: Matrix(row: moved(layer.biases)),
                activation: try #require(Activation(named: layer.activation)))
        }
        let network = try Network(layers)
        let cost = try #require(Cost(named: request.network.cost))
        let reduction = try #require(Reduction(rawValue: request.reduction ?? "mean"))
        let targets = Matrix(request.examples.targets.map { $0.map { S($0) } })
        forward = try network.forward(Matrix(request.examples.inputs.map { $0.map { S($0) } }))
        let objective = Objective(cost, targets, reduction)
        exampleCosts = forward.exampleCosts(objective)
        self.cost = objective.cost(exampleCosts, network)
        backward = try network.backward(forward, objective, inputGradients: true)
    }
}

extension Golden {
    /// The number of weights and biases.
    var parameters: Int {
        request.network.layers.reduce(0) { $0 + $1.biases.count * ($1.weights[0].count + 1) }
    }

    /// C with one parameter changed.
    func cost(moving parameter: Int, by change: Double) throws -> Double {
        try Evaluated(self, Double.self, moving: parameter, by: change).cost
    }
}
