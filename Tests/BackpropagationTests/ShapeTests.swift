import LinearAlgebra
import Testing

@testable import Backpropagation

@Suite("Shapes")
struct ShapeTests {
    static func layer(_ neurons: Int, _ inputs: Int, biases: Int? = nil) -> Layer<Double> {
        Layer(
            weights: Matrix(rows: neurons, columns: inputs, repeating: 0),
            biases: Matrix(rows: 1, columns: biases ?? neurons, repeating: 0), activation: .tanh)
    }

    @Test func `layers that fit make a network`() throws {
        let network = try Network([Self.layer(4, 3), Self.layer(2, 4)])
        #expect(network.inputs == 3)
        #expect(network.outputs == 2)
        #expect(network.parameters == 4 * 3 + 4 + 2 * 4 + 2)
        #expect(network.neurons == 6)
    }

    @Test func `everything that does not fit is named at once`() {
        #expect(throws: ShapeError(faults: [.noLayers])) { try Network<Double>([]) }
        #expect(throws: ShapeError(faults: [.emptyLayer(layer: 1)])) { try Network([Self.layer(0, 3)]) }
        #expect(throws: ShapeError(faults: [.emptyLayer(layer: 1)])) { try Network([Self.layer(3, 0)]) }
        let faults: [ShapeFault] = [
            .biases(layer: 1, expected: 4, found: 5), .weights(layer: 2, expected: 4, found: 3),
        ]
        #expect(throws: ShapeError(faults: faults)) { try Network([Self.layer(4, 3, biases: 5), Self.layer(2, 3)]) }
    }

    /// Weights and biases that lie one after another are not copied; it must not matter.
    @Test(arguments: [[0, 2, 3, 4], [0, 3, 4, 5], [1, 0, 3, 4], [0, 2, 4, 5], [0, 2, 3, 5]])
    func `a network's numbers may lie anywhere`(places: [Int]) throws {
        let all = Matrix<Double>(row: [1, 2, 3, 4, 5, 6])
        let parts = [
            all.part(at: places[0], rows: 1, columns: 2), all.part(at: places[1], rows: 1, columns: 1),
            all.part(at: places[2], rows: 1, columns: 1), all.part(at: places[3], rows: 1, columns: 1),
        ]
        let network = try Network([
            Layer(weights: parts[0], biases: parts[1], activation: .sigmoid),
            Layer(weights: parts[2], biases: parts[3], activation: .sigmoid),
        ])
        #expect(network.vector.elements == parts.flatMap(\.elements))
    }
}
