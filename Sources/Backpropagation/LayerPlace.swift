public import LinearAlgebra

/// Where a layer's results lie among those of all layers.
struct LayerPlace: Sendable, Equatable {
    let neurons: Int
    let inputs: Int
    /// z and a are one, and so are their derivatives.
    let isIdentity: Bool
    /// In the layers before.
    let parametersBefore: Int
    let neuronsBefore: Int
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
        case .weightedSums: memory.part(at: place.weightedSums(n), rows: n, columns: place.neurons)
        case .activations: memory.part(at: place.activations(n), rows: n, columns: place.neurons)
        case .weights: memory.part(at: place.weights, rows: place.neurons, columns: place.inputs)
        case .biases: memory.part(at: place.biases, rows: 1, columns: place.neurons)
        }
    }
}

extension LayerPlace {
    func weightedSums(_ n: Int) -> Int { 2 * n * neuronsBefore }
    func activations(_ n: Int) -> Int { weightedSums(n) + (isIdentity ? 0 : n * neurons) }
    var weights: Int { parametersBefore }
    var biases: Int { parametersBefore + neurons * inputs }
}
