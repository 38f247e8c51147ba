public import LinearAlgebra

/// A dense layer: z = w·a + b, then a = σ(z).
public struct Layer<Scalar: Real>: Sendable {
    /// w, m × k: row j holds the weights of neuron j, one for each neuron k of the layer before.
    public let weights: Matrix<Scalar>
    /// b, 1 × m.
    public let biases: Matrix<Scalar>
    public let activation: Activation

    public init(weights: Matrix<Scalar>, biases: Matrix<Scalar>, activation: Activation) {
        self.weights = weights
        self.biases = biases
        self.activation = activation
    }

    /// m
    public var neurons: Int { weights.rows }
    /// k
    public var inputs: Int { weights.columns }
}

/// Layers 1…L whose shapes fit one another, so that no pass through them can fail.
public struct Network<Scalar: Real>: Sendable {
    /// `layers[0]` is layer 1.
    public let layers: [Layer<Scalar>]
    /// The width of layer 0.
    public let inputs: Int
    /// The width of layer L.
    public let outputs: Int
    /// The number of weights and biases.
    public let parameters: Int
    /// The number of neurons in layers 1…L.
    public let neurons: Int

    /// - Throws: `ShapeError` with everything that does not fit.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public init(_ layers: [Layer<Scalar>]) throws(ShapeError) {
        var faults: [ShapeFault] = layers.isEmpty ? [.noLayers] : []
        for (index, layer) in layers.enumerated() {
            let number = index + 1
            if layer.neurons == 0 || layer.inputs == 0 {
                faults.append(.emptyLayer(layer: number))
                continue
            }
            if index > 0, layer.inputs != layers[index - 1].neurons {
                faults.append(.weights(layer: number, expected: layers[index - 1].neurons, found: layer.inputs))
            }
            if layer.biases.count != layer.neurons {
                faults.append(.biases(layer: number, expected: layer.neurons, found: layer.biases.count))
            }
        }
        guard faults.isEmpty, let first = layers.first, let last = layers.last else { throw ShapeError(faults: faults) }
        self.layers = layers
        inputs = first.inputs
        outputs = last.neurons
        parameters = layers.reduce(0) { $0 + ($1.inputs + 1) * $1.neurons }
        neurons = layers.reduce(0) { $0 + $1.neurons }
    }
}

/// Every way in which the layers do not make a network.
public struct ShapeError: Error, Equatable {
    public let faults: [ShapeFault]
}

/// A shape that does not fit; layers are numbered from 1.
public enum ShapeFault: Sendable, Equatable {
    case noLayers
    /// The layer has no neuron, or its neurons have no input.
    case emptyLayer(layer: Int)
    /// A row of weights has not one number for each neuron of the layer before.
    case weights(layer: Int, expected: Int, found: Int)
    /// There is not one bias for each row of weights.
    case biases(layer: Int, expected: Int, found: Int)
}
