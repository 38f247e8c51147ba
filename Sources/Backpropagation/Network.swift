public import LinearAlgebra

/// A dense layer: z = w·a + b, then a = σ(z), or a = σ(z, s).
public struct Layer<Scalar: Real>: Sendable {
    /// w, m × k: row j holds the weights of neuron j, one for each neuron k of the layer before.
    public let weights: Matrix<Scalar>
    /// b, 1 × m.
    public let biases: Matrix<Scalar>
    /// s, 1 × 1 or 1 × m, where the activation takes them.
    public let slopes: Matrix<Scalar>?
    public let activation: Activation

    public init(
        weights: Matrix<Scalar>, biases: Matrix<Scalar>, slopes: Matrix<Scalar>? = nil, activation: Activation
    ) {
        self.weights = weights
        self.biases = biases
        self.slopes = slopes
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
    /// Every parameter, 1 × `parameters`: layer by layer, the weights row by row, then the biases, then the slopes.
    public let vector: Matrix<Scalar>
    /// The width of layer 0.
    public let inputs: Int
    /// The width of layer L.
    public let outputs: Int
    /// The number of weights, biases and slopes.
    public let parameters: Int
    /// The number of neurons in layers 1…L.
    public let neurons: Int

    /// - Parameters:
    ///   - layers: 1…L
    ///   - vector: every parameter, 1 × their number: layer by layer, the weights row by row, the biases, the slopes
    /// - Precondition: `vector` has as many numbers as the layers take.
    /// - Throws: `ShapeError` with everything that does not fit.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public init(_ layers: consuming [LayerShape], vector: Matrix<Scalar>) throws(ShapeError) {
        try LayerShape.check(layers)
        (parameters, neurons) = LayerShape.place(&layers)
        precondition(vector.count == parameters, "\(parameters) parameters, \(vector.count) numbers")
        (inputs, outputs) = (layers[0].inputs, layers[layers.count - 1].neurons)
        self.vector = vector
        self.layers = layers
    }

    /// Of layers whose parameters are copied, unless they are weights and biases that lie one after another already.
    ///
    /// - Throws: `ShapeError` with everything that does not fit.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public init(_ layers: [Layer<Scalar>]) throws(ShapeError) {
        func shape(_ l: Int) -> LayerShape {
            let layer = layers[l]
            let sharesSlope = layer.activation.hasSlopes && layer.slopes?.count == 1
            return LayerShape(
                neurons: layer.neurons, inputs: layer.inputs,
                activation: sharesSlope ? layer.activation.with(.shared) : layer.activation)
        }
        try ShapeError.check(
            layers.count, biases: { layers[$0].biases.count }, slopes: { layers[$0].slopes?.count ?? 0 }, shape)
        try self.init(layers.indices.map(shape), vector: Self.vector(of: layers))
    }

    /// Every parameter of layers.
    private static func vector(of layers: [Layer<Scalar>]) -> Matrix<Scalar> {
        let last = layers.count - 1
        for l in layers.indices {
            let isOne =
                layers[l].slopes == nil && layers[l].weights.isFollowed(by: layers[l].biases)
                && (l == last || layers[l].biases.isFollowed(by: layers[l + 1].weights))
            if !isOne {
                return Matrix(joining: layers.flatMap { [$0.weights, $0.biases] + ($0.slopes.map { [$0] } ?? []) })
            }
        }
        return layers[0].weights.row(through: layers[last].biases)
    }
}

extension Network {
    /// The weights of a layer, out of a vector that lies as the network's does.
    func weights(_ layer: LayerShape, of vector: Matrix<Scalar>) -> Matrix<Scalar> {
        vector.part(at: layer.weights, rows: layer.neurons, columns: layer.inputs)
    }

    /// Its biases.
    func biases(_ layer: LayerShape, of vector: Matrix<Scalar>) -> Matrix<Scalar> {
        vector.part(at: layer.biases, rows: 1, columns: layer.neurons)
    }
}
