public import LinearAlgebra

/// A matrix for each layer, `[0]` that of layer 1; they lie in one memory.
public struct LayerMatrices<Scalar: Real>: RandomAccessCollection, Sendable {
    /// What the matrices hold.
    enum Kind {
        /// z, then a, of one layer after another; or their derivatives.
        case weightedSums, activations
        /// w, then b, of one layer after another; or their derivatives.
        case weights, biases
    }

    let kind: Kind
    /// n, where there is a row for each example
    let examples: Int
    let layers: [LayerShape]
    let memory: Matrix<Scalar>

    public var startIndex: Int { 0 }
    public var endIndex: Int { layers.count }

    public subscript(_ l: Int) -> Matrix<Scalar> {
        let (layer, n) = (layers[l], examples)
        return switch kind {
        case .weightedSums: memory.part(at: layer.weightedSums(n), rows: n, columns: layer.neurons)
        case .activations: memory.part(at: layer.activations(n), rows: n, columns: layer.neurons)
        case .weights: memory.part(at: layer.weights, rows: layer.neurons, columns: layer.inputs)
        case .biases: memory.part(at: layer.biases, rows: 1, columns: layer.neurons)
        }
    }
}
