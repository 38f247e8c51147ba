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
    public let layers: [LayerShape]
    /// Every weight and bias, 1 × `parameters`: layer by layer, the weights row by row, then the biases.
    public let vector: Matrix<Scalar>
    /// The width of layer 0.
    public let inputs: Int
    /// The width of layer L.
    public let outputs: Int
    /// The number of weights and biases.
    public let parameters: Int
    /// The number of neurons in layers 1…L.
    public let neurons: Int

    /// - Parameters:
    ///   - layers: 1…L
    ///   - vector: every weight and bias, 1 × their number: layer by layer, the weights row by row, then the biases
    /// - Precondition: `vector` has as many numbers as the layers take.
    /// - Throws: `ShapeError` with everything that does not fit.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public init(_ layers: consuming [LayerShape], vector: Matrix<Scalar>) throws(ShapeError) {
        try LayerShape.check(layers)
        (parameters, neurons) = LayerShape.place(&layers)
        precondition(vector.count == parameters, "\(parameters) weights and biases, \(vector.count) numbers")
        (inputs, outputs) = (layers[0].inputs, layers[layers.count - 1].neurons)
        self.vector = vector
        self.layers = layers
    }

    /// Of layers whose weights and biases are copied, unless they lie one after another already.
    ///
    /// - Throws: `ShapeError` with everything that does not fit.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public init(_ layers: [Layer<Scalar>]) throws(ShapeError) {
        func shape(_ l: Int) -> LayerShape {
            LayerShape(neurons: layers[l].neurons, inputs: layers[l].inputs, activation: layers[l].activation)
        }
        try ShapeError.check(layers.count, biases: { layers[$0].biases.count }, shape)
        try self.init(layers.indices.map(shape), vector: Self.vector(of: layers))
    }

    /// Every weight and bias of layers.
    private static func vector(of layers: [Layer<Scalar>]) -> Matrix<Scalar> {
        let last = layers.count - 1
        for l in layers.indices {
            let isOne =
                layers[l].weights.isFollowed(by: layers[l].biases)
                && (l == last || layers[l].biases.isFollowed(by: layers[l + 1].weights))
            if !isOne { return Matrix(joining: layers.flatMap { [$0.weights, $0.biases] }) }
        }
        return layers[0].weights.row(through: layers[last].biases)
    }
}
