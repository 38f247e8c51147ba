import Foundation
import LinearAlgebra
import Testing

@testable import Backpropagation

/// A network of two layers and its derivatives by PyTorch; `scripts/make-function-vectors` makes them.
struct FunctionVector: Decodable, Sendable, CustomTestStringConvertible {
    struct Layer: Decodable, Sendable {
        let weights: [[Double]]
        let biases: [Double]
        let slopes: [Double]?
    }
    struct Expected: Decodable, Sendable {
        let cost: Double
        let gradient, norms, hessian_vector, jacobian_vector: [Double]
        var gradient_float32: [Double] = []
    }

    let activations: [FunctionName]
    let cost: FunctionName
    let layers: [Layer]
    let inputs, targets: [[Double]]
    let vector: [Double]
    let expected: Expected

    var testDescription: String { "\(activations) \(cost) × \(inputs.count)" }

    static let all: [FunctionVector] = goldenLines(of: "functions.jsonl")

    /// What the engine makes of it.
    func results<S: Real>(_: S.Type) throws -> Expected {
        func matrix(_ rows: [[Double]]) -> Matrix<S> { Matrix(rows.map { $0.map { S($0) } }) }
        let network = try Network<S>(
            try zip(layers, activations).map { layer, activation in
                Backpropagation.Layer(
                    weights: matrix(layer.weights), biases: matrix([layer.biases]),
                    slopes: layer.slopes.map { matrix([$0]) }, activation: try activation.function())
            })
        let objective = Objective<S>(try cost.function(), matrix(targets))
        let pass = try network.forward(matrix(inputs))
        let backward = try network.backward(pass, objective, inputGradients: false)
        let products = Products(network, pass)
        let direction = Direction.parameters(matrix([vector]))
        func doubles(_ matrix: Matrix<S>) -> [Double] { matrix.elements.map { Double($0) } }
        return Expected(
            cost: Double(objective.cost(pass.exampleCosts(objective), network)),
            gradient: doubles(backward.gradient.vector), norms: doubles(backward.exampleGradientNorms(pass)),
            hessian_vector: doubles(products.hessian(objective).product(direction)),
            jacobian_vector: doubles(products.outputs(along: direction)))
    }
}

/// A name, or an object with the name and the function's parameters.
struct FunctionName: Decodable, Sendable, Hashable, CustomStringConvertible {
    let name: String
    let parameters: [String: Value]

    enum Value: Decodable, Sendable, Hashable {
        case number(Double), name(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                self = .name("\(flag)")
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .name(try container.decode(String.self))
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let name = try? container.decode(String.self) {
            (self.name, parameters) = (name, [:])
            return
        }
        let all = try container.decode([String: Value].self)
        guard case .name(let name)? = all["name"] else { throw CocoaError(.coderValueNotFound) }
        self.name = name
        parameters = all.filter { $0.key != "name" }
    }

    var description: String { "\(name)\(parameters.isEmpty ? "" : "\(parameters)")" }

    func function<F: NamedFunction>() throws -> F {
        let function = try #require(F(named: name))
        var constants = function.constants
        for (i, parameter) in function.description.parameters.enumerated() {
            switch parameters[parameter.name] {
            case .number(let number): constants[i] = number
            case .name(let name): constants[i] = Double(try #require(parameter.choices.firstIndex(of: name)))
            case nil: break
            }
        }
        return function.with(constants)
    }
}
