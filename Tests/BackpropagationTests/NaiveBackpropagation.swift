import Foundation
import LinearAlgebra

@testable import Backpropagation

/// Backpropagation as somebody else would write it, in plain loops, and as they would get it wrong.
struct NaiveBackpropagation {
    enum Slip: Equatable {
        case none, sumForMean, noDerivative(layer: Int), derivativeOfActivation(layer: Int), transposed(layer: Int)
        case oneExamplesBiases(Int), onePath(layer: Int, neuron: Int), half, negative
    }

    struct Layer {
        var weights: [[Double]]
        var biases: [Double]
        var activation: Activation
    }

    var layers: [Layer]
    var inputs: [[Double]]
    var targets: [[Double]]
    var cost: Cost

    static func value(_ activation: Activation, _ z: Double) -> Double {
        switch activation {
        case .sigmoid: 1 / (1 + exp(-z))
        case .tanh: Foundation.tanh(z)
        case .relu: max(z, 0)
        default: z
        }
    }

    static func derivative(_ activation: Activation, _ z: Double, atKink: Double = 0) -> Double {
        switch activation {
        case .sigmoid: value(.sigmoid, z) * (1 - value(.sigmoid, z))
        case .tanh: 1 - Foundation.tanh(z) * Foundation.tanh(z)
        case .relu: z > 0 ? 1 : z == 0 ? atKink : 0
        default: 1
        }
    }

    func costDerivative(_ a: Double, _ y: Double) -> Double {
        switch cost {
        case .squaredError: 2 * (a - y)
        case .halfSquaredError: a - y
        case .binaryCrossEntropy: (a - y) / (a * (1 - a))
        default: 1 / (1 + exp(-a)) - y  // binary cross-entropy from logits
        }
    }

    /// The gradient, layer by layer, the weights row by row, then the biases.
    func gradient(_ slip: Slip = .none, atKink: Double = 0) -> [Double] {
        var weights = layers.map { $0.weights.map { $0.map { _ in 0.0 } } }
        var biases = layers.map { $0.biases.map { _ in 0.0 } }
        for (k, (x, y)) in zip(inputs, targets).enumerated() {
            var (zs, activations) = ([[Double]](), [x])
            for layer in layers {
                let z = zip(layer.weights, layer.biases).map { row, b in
                    zip(row, activations[activations.count - 1]).reduce(b) { $0 + $1.0 * $1.1 }
                }
                zs.append(z)
                activations.append(z.map { Self.value(layer.activation, $0) })
            }
            var slope = zip(activations[layers.count], y).map { costDerivative($0, $1) }
            for l in stride(from: layers.count, through: 1, by: -1) {
                let layer = layers[l - 1]
                let delta = slope.indices.map { j in
                    switch slip {
                    case .noDerivative(l): slope[j]
                    case .derivativeOfActivation(l):
                        slope[j] * Self.derivative(layer.activation, activations[l][j], atKink: atKink)
                    default: slope[j] * Self.derivative(layer.activation, zs[l - 1][j], atKink: atKink)
                    }
                }
                for j in delta.indices {
                    for i in layer.weights[j].indices { weights[l - 1][j][i] += delta[j] * activations[l - 1][i] }
                    if case .oneExamplesBiases(let one) = slip {
                        if one == k { biases[l - 1][j] = delta[j] }
                    } else {
                        biases[l - 1][j] += delta[j]
                    }
                }
                slope = layer.weights[0].indices.map { i in
                    delta.indices.reduce(0) { sum, j in
                        switch slip {
                        case .transposed(l): sum + layer.weights[i][j] * delta[j]
                        case .onePath(l, let one): sum + (j == one ? layer.weights[j][i] * delta[j] : 0)
                        default: sum + layer.weights[j][i] * delta[j]
                        }
                    }
                }
            }
        }
        let factor =
            switch slip {
            case .sumForMean: 1.0
            case .half: 0.5 / Double(inputs.count)
            case .negative: -1 / Double(inputs.count)
            default: 1 / Double(inputs.count)
            }
        return zip(weights, biases).flatMap { w, b in
            w.flatMap { $0 }.map { $0 * factor }
                + b.map { if case .oneExamplesBiases = slip { $0 } else { $0 * factor } }
        }
    }

    /// After a step of gradient descent with some gradient.
    func stepped(_ gradient: [Double], by step: Double) -> NaiveBackpropagation {
        var (next, p) = (self, 0)
        for l in layers.indices {
            for j in layers[l].weights.indices {
                for i in layers[l].weights[j].indices {
                    next.layers[l].weights[j][i] -= step * gradient[p]
                    p += 1
                }
            }
            for j in layers[l].biases.indices {
                next.layers[l].biases[j] -= step * gradient[p]
                p += 1
            }
        }
        return next
    }

    /// What the engine says of a gradient that is claimed.
    func verification(
        of claimed: [Double], tolerance: Tolerance = Tolerance(relative: 1e-6, absolute: 1e-12)
    ) throws -> Verification<Double> {
        let network = try Network(
            layers.map {
                Backpropagation.Layer(
                    weights: Matrix($0.weights), biases: Matrix(row: $0.biases), activation: $0.activation)
            })
        let objective = Objective(cost, Matrix(targets))
        let forward = try network.forward(Matrix(inputs))
        let backward = try network.backward(forward, objective, inputGradients: false)
        return try Verification(
            of: Matrix(row: claimed), network, forward, objective, backward.gradient, tolerance)
    }

    /// Two to four layers of two to five neurons, two to five examples; the last two layers are as wide as one another.
    static func random(
        _ random: inout SplitMix, activations: [Activation] = [.sigmoid, .tanh, .relu, .identity],
        cost: Cost? = nil
    ) -> NaiveBackpropagation {
        func number(_ scale: Double) -> Double { Double.random(in: -scale...scale, using: &random) }
        func choice<Choice>(_ all: [Choice]) -> Choice { all[Int.random(in: all.indices, using: &random)] }
        func choose(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        var widths = (0...choose(2...4)).map { _ in choose(2...5) }
        widths[widths.count - 2] = widths[widths.count - 1]
        let cost = cost ?? choice([.squaredError, .halfSquaredError, .binaryCrossEntropy])
        let layers = (1..<widths.count).map { l in
            let isLast = l == widths.count - 1
            return Layer(
                weights: (0..<widths[l]).map { _ in (0..<widths[l - 1]).map { _ in number(1.2) } },
                biases: (0..<widths[l]).map { _ in number(0.8) },
                activation: isLast && cost == .binaryCrossEntropy
                    ? .sigmoid : choice(activations))
        }
        let n = choose(2...5)
        let isProbability = cost == .binaryCrossEntropy
        return NaiveBackpropagation(
            layers: layers, inputs: (0..<n).map { _ in (0..<widths[0]).map { _ in number(2) } },
            targets: (0..<n).map { _ in
                (0..<widths[widths.count - 1]).map { _ in isProbability ? abs(number(1)) : number(2) }
            },
            cost: cost)
    }
}

/// Random numbers that are the same on every run. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", 2014.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
