public import LinearAlgebra

/// Where a layer's results lie among those of all layers, as numbers that lie before them.
struct LayerPlace: Sendable, Equatable {
    let neurons: Int
    let inputs: Int
    /// Of w, or ∂C/∂w, in the list of all parameters; biases are behind.
    let weights: Int
    let biases: Int
    /// Of z, or ∂C/∂z, for all examples.
    let weightedSums: Int
    /// Of a, or ∂C/∂a: behind, or the same where σ is the identity.
    let activations: Int
}

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
    let places: [LayerPlace]
    let memory: Matrix<Scalar>

    public var startIndex: Int { 0 }
    public var endIndex: Int { places.count }

    public subscript(_ l: Int) -> Matrix<Scalar> {
        let (place, n) = (places[l], examples)
        return switch kind {
        case .weightedSums: memory.part(at: place.weightedSums, rows: n, columns: place.neurons)
        case .activations: memory.part(at: place.activations, rows: n, columns: place.neurons)
        case .weights: memory.part(at: place.weights, rows: place.neurons, columns: place.inputs)
        case .biases: memory.part(at: place.biases, rows: 1, columns: place.neurons)
        }
    }
}
