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
}
