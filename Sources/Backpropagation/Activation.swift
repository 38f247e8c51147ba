import LinearAlgebra

/// σ, what a layer makes of its weighted sums: a function, and the numbers that it takes beside them.
public struct Activation: NamedFunction {
    /// Of its definition, among all.
    let place: Int
    /// What it takes of its layer beside weights and biases.
    public let slopes: Slopes
    public let constants: SIMD2<Double>

    /// Numbers that are parameters of the layer.
    public enum Slopes: Sendable {
        case none
        /// One for all neurons.
        case shared
        /// One for each neuron.
        case each
    }

    private init(place: Int, _ slopes: Slopes, _ constants: SIMD2<Double>) {
        (self.place, self.slopes, self.constants) = (place, slopes, constants)
    }

    public func with(_ constants: SIMD2<Double>) -> Activation { Activation(place: place, slopes, constants) }

    /// The same where neurons share a slope, or have their own.
    ///
    /// - Precondition: It has slopes.
    public func with(_ slopes: Slopes) -> Activation {
        precondition(hasSlopes && slopes != .none)
        return Activation(place: place, slopes, constants)
    }

    public var hasSlopes: Bool { slopes != .none }

    public static let all = definitions.enumerated().map { place, definition in
        Activation(place: place, definition.sloped == nil ? .none : .each, definition.description.standards)
    }

    public static let names = definitions.map(\.description.name)

    public var name: String { Self.definitions[place].description.name }
    public var needsParameters: Bool { Self.definitions[place].needsParameters }
    public var description: FunctionDescription { Self.definitions[place].description }

    public var fault: String? { Self.definitions[place].fault(Constants(constants)) }

    /// Where σ has no derivative, and one of those on the two sides is taken.
    public var kinks: [Double] { Self.definitions[place].kinks(Constants(constants)) }

    /// Whether each activation depends on the weighted sum of its own neuron alone.
    public var isElementwise: Bool { Self.definitions[place].isElementwise }

    /// Whether it is the identity, whose a is z, in the same place.
    var isIdentity: Bool { place == 0 }

    /// What it does with slopes.
    ///
    /// - Precondition: It has any.
    func sloped<S: Real>(_: S.Type) -> SlopedKernels<S> { Self.definitions[place].slopedKernels(S.self) }

    /// a = σ(z); that of the identity is z, in the same place.
    ///
    /// - Parameters:
    ///   - a: n × m, to be filled
    ///   - z: n × m, the weighted sums of m neurons for n examples
    func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ workers: Workers) {
        if isIdentity { return }
        let (fill, c) = (Self.definitions[place].kernels(S.self).fill, Constants<S>(constants))
        workers.perform(piecesOf: z) { rows in fill(a.rows(rows), z.rows(rows), c) }
    }

    /// δ = ∂C/∂z from ∂C/∂a: the chain rule through σ, elementwise or not; that of the identity is ∂C/∂a, in the same
    /// place.
    ///
    /// - Parameters:
    ///   - delta: n × m, to be filled
    ///   - z: n × m, the weighted sums
    ///   - a: n × m, the activations made of them
    ///   - slope: n × m, ∂C/∂a
    func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ workers: Workers
    ) {
        if isIdentity { return }
        let (fill, c) = (Self.definitions[place].kernels(S.self).pullback, Constants<S>(constants))
        workers.perform(piecesOf: z) { rows in
            fill(delta.rows(rows), z.rows(rows), a.rows(rows), slope.rows(rows), c)
        }
    }

    /// How a changes as z changes; that of the identity is the change itself, in the same place.
    ///
    /// - Parameters:
    ///   - tangent: n × m, ȧ, to be filled
    ///   - change: n × m, ż
    func fill<S: Real>(
        tangent: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ change: MatrixView<S>, _ workers: Workers
    ) {
        if isIdentity { return }
        let (fill, c) = (Self.definitions[place].kernels(S.self).tangent, Constants<S>(constants))
        workers.perform(piecesOf: z) { rows in
            fill(tangent.rows(rows), z.rows(rows), a.rows(rows), change.rows(rows), c)
        }
    }

    /// How δ changes as z, a and ∂C/∂a do; that of the identity is the slope's change, in the same place.
    ///
    /// - Parameter tangent: n × m, δ̇, to be filled
    func fill<S: Real>(pullbackTangent tangent: MutableMatrix<S>, _ at: Tangents<S>, _ workers: Workers) {
        if isIdentity { return }
        let (fill, c) = (Self.definitions[place].kernels(S.self).pullbackTangent, Constants<S>(constants))
        workers.perform(piecesOf: at.z) { rows in fill(tangent.rows(rows), at.rows(rows), c) }
    }
}

extension Activation {
    /// σ, σ′ and σ″ at z, of one that is elementwise.
    public func at(_ z: Double) -> (value: Double, derivative: Double, second: Double) {
        let (z, one, none) = (Matrix(row: [z]), Matrix(row: [1.0]), Matrix(row: [0.0]))
        if isIdentity { return (z[0, 0], 1, 0) }
        let a = Matrix.made(rows: 1, columns: 1) { fill($0, z.view, .one) }
        let derivative = tangent(one, z, a)
        let second = Matrix.made(rows: 1, columns: 1) {
            let at = Tangents(
                z: z.view, a: a.view, slope: one.view, zChange: one.view, aChange: derivative.view,
                slopeChange: none.view)
            fill(pullbackTangent: $0, at, .one)
        }
        return (a[0, 0], derivative[0, 0], second[0, 0])
    }

    /// The first is the identity.
    static let definitions = Definitions([
        ActivationEntry(Identity.self),
        ActivationEntry(Sigmoid.self), ActivationEntry(Tanh.self), ActivationEntry(ReLU.self),
        ActivationEntry(ReLU6.self), ActivationEntry(LeakyReLU.self),
        ActivationEntry(sloped: PReLU.self), ActivationEntry(ELU.self),
        ActivationEntry(SELU.self), ActivationEntry(CELU.self), ActivationEntry(GELU.self), ActivationEntry(SiLU.self),
        ActivationEntry(Mish.self), ActivationEntry(Softplus.self), ActivationEntry(Squareplus.self),
        ActivationEntry(Softsign.self),
        ActivationEntry(LogSigmoid.self), ActivationEntry(Tanhshrink.self), ActivationEntry(Hardtanh.self),
        ActivationEntry(Hardsigmoid.self), ActivationEntry(Hardswish.self), ActivationEntry(Softshrink.self),
        ActivationEntry(Hardshrink.self), ActivationEntry(Threshold.self), ActivationEntry(Softmax.self),
        ActivationEntry(LogSoftmax.self), ActivationEntry(Softmin.self),
    ])

    public static let identity = of("identity")
    public static let sigmoid = of("sigmoid")
    public static let tanh = of("tanh")
    public static let relu = of("relu")
    public static let prelu = of("prelu")
    public static let softmax = of("softmax")
    public static let logSoftmax = of("log_softmax")
}
