import Foundation
import Testing

/// Networks and their gradients by 50-digit arithmetic; `scripts/make-golden-vectors` makes them.
struct Golden: Decodable, Sendable, CustomTestStringConvertible {
    struct Request: Decodable, Sendable {
        let network: Network
        let examples: Examples
        let reduction: String?
    }
    struct Network: Decodable, Sendable {
        let layers: [Layer]
        let cost: String
    }
    struct Layer: Decodable, Sendable {
        let weights: [[Double]]
        let biases: [Double]
        let activation: String
    }
    struct Response: Decodable, Sendable {
        let cost: Double
        let example_costs: [Double]
        let layers: [Sums]
        let gradient: Gradient
    }
    struct Sums: Decodable, Sendable {
        let weighted_sums: [[Double]]
        let activations: [[Double]]
    }
    struct Gradient: Decodable, Sendable {
        let layers: [Parameters]
    }
    struct Parameters: Decodable, Sendable {
        let weights: [[Double]]
        let biases: [Double]
    }

    /// Examples one by one, or in columns.
    struct Examples: Decodable, Sendable {
        let inputs: [[Double]]
        let targets: [[Double]]

        private struct One: Decodable {
            let input: [Double]
            let target: [Double]
        }
        private enum Key: CodingKey { case inputs, targets }

        init(from decoder: any Decoder) throws {
            if let columns = try? decoder.container(keyedBy: Key.self) {
                inputs = try columns.decode([[Double]].self, forKey: .inputs)
                targets = try columns.decode([[Double]].self, forKey: .targets)
            } else {
                let list = try [One](from: decoder)
                (inputs, targets) = (list.map(\.input), list.map(\.target))
            }
        }
    }

    let request: Request
    let response: Response

    var testDescription: String {
        let layers = request.network.layers
        let widths = [layers[0].weights[0].count] + layers.map(\.biases.count)
        return "\(widths) \(layers.map(\.activation)) \(request.network.cost) × \(request.examples.inputs.count)"
    }

    static let all: [Golden] = goldenLines(of: "networks.jsonl")
}

/// What each line of a file holds; none where one cannot be read, which a test sees.
func goldenLines<Line: Decodable>(of name: String) -> [Line] {
    let file = URL(filePath: #filePath).appending(path: "../../Golden/\(name)").standardized
    do {
        let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
        return try lines.map { try JSONDecoder().decode(Line.self, from: $0) }
    } catch {
        return []
    }
}
