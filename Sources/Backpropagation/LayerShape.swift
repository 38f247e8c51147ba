/// What a layer is but for its numbers, and where these and its results lie.
public struct LayerShape: Sendable {
    /// m
    public let neurons: Int
    /// k
    public let inputs: Int
    public let activation: Activation
    /// In the layers before.
    private(set) var parametersBefore = 0
    /// In the layers before.
    private(set) var neuronsBefore = 0

    public init(neurons: Int, inputs: Int, activation: Activation) {
        (self.neurons, self.inputs, self.activation) = (neurons, inputs, activation)
    }

    /// How many slopes the activation takes: 0, 1 for all neurons, or m.
    public var slopeCount: Int {
        switch activation.slopes {
        case .none: 0
        case .shared: 1
        case .each: neurons
        }
    }

    /// Where w, or ∂C/∂w, begins in the vector of all parameters.
    var weights: Int { parametersBefore }
    /// Where b, or ∂C/∂b, begins there.
    var biases: Int { parametersBefore + neurons * inputs }
    /// Where s, or ∂C/∂s, begins there.
    var slopes: Int { biases + neurons }
    /// Where all of the layer's stand there.
    var parameters: Range<Int> { weights..<slopes + slopeCount }
    /// Where z, or ∂C/∂z, of n examples begins among the z and a of all layers.
    func weightedSums(_ n: Int) -> Int { 2 * n * neuronsBefore }
    /// Where a, or ∂C/∂a, begins there; it is z where σ is the identity.
    func activations(_ n: Int) -> Int { weightedSums(n) + (activation.isIdentity ? 0 : n * neurons) }

    /// Where a matrix of the layer begins among those of its kind, with n examples, and of what shape it is.
    @usableFromInline
    func place(of kind: LayerMatrixKind, _ n: Int) -> (offset: Int, rows: Int, columns: Int) {
        switch kind {
        case .weightedSums: (weightedSums(n), n, neurons)
        case .activations: (activations(n), n, neurons)
        case .weights: (weights, neurons, inputs)
        case .biases: (biases, 1, neurons)
        case .slopes: (slopes, 1, slopeCount)
        }
    }

    /// Whether layers fit one another.
    ///
    /// - Throws: Everything that does not.
    public static func check(_ layers: [LayerShape]) throws(ShapeError) {
        try ShapeError.check(layers.count) { layers[$0] }
    }

    /// Counts what is in the layers before each.
    static func place(_ layers: inout [LayerShape]) -> (parameters: Int, neurons: Int) {
        var (parameters, neurons) = (0, 0)
        for l in layers.indices {
            (layers[l].parametersBefore, layers[l].neuronsBefore) = (parameters, neurons)
            parameters += (layers[l].inputs + 1) * layers[l].neurons + layers[l].slopeCount
            neurons += layers[l].neurons
        }
        return (parameters, neurons)
    }
}
