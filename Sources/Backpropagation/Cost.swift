import LinearAlgebra

/// C₀, the cost of one example: a function of its outputs aⱼ and their targets yⱼ, and the numbers that it takes beside
/// them.
public struct Cost: NamedFunction {
    /// Of its definition, among all.
    let place: Int
    public let constants: SIMD2<Double>

    init(place: Int, _ constants: SIMD2<Double>) { (self.place, self.constants) = (place, constants) }

    public func with(_ constants: SIMD2<Double>) -> Cost { Cost(place: place, constants) }

    public static let all = definitions.indices.map { Cost(place: $0, definitions[$0].description.standards) }

    public static let names = definitions.map(\.description.name)

    public var name: String { Self.definitions[place].description.name }
    public var needsParameters: Bool { Self.definitions[place].needsParameters }
    public var description: FunctionDescription { Self.definitions[place].description }

    /// How many targets an example has with m outputs; `nil` where there cannot be so many outputs.
    public func targets(outputs m: Int) -> Int? { Self.definitions[place].targets(m) }

    /// How the parts of the outputs make the cost of an example.
    public var overOutputs: OverOutputs { Self.definitions[place].overOutputs }

    /// What the weights of classes multiply.
    public var classWeighting: ClassWeighting { Self.definitions[place].classWeighting }

    /// Whether a target may be given as the number of a class.
    public var takesClasses: Bool { Self.definitions[place].takesClasses }

    /// What the outputs must be, in words that follow "takes outputs "; empty where they may be any.
    public var domain: String { Self.definitions[place].domain }

    /// Which of an example's outputs is the first that is not what it must be.
    public func outside(_ a: Span<Double>, _ y: Span<Double>) -> Int? {
        Self.definitions[place].outside(a, y, Constants(constants))
    }

    /// Numbers one of which changes its sign where an example's outputs come to a kink of the cost.
    func edges(_ a: Span<Double>, _ y: Span<Double>) -> [Double] {
        Self.definitions[place].edges(a, y, Constants(constants))
    }

    /// C₀ of every example.
    ///
    /// - Parameters:
    ///   - costs: 1 × n, to be filled
    ///   - a: n × m, the activations of the last layer
    ///   - y: the targets
    func fill<S: Real>(exampleCosts costs: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ workers: Workers)
    {
        let (fill, c) = (Self.definitions[place].kernels(S.self).exampleCosts, Constants<S>(constants))
        workers.perform(piecesOf: a) { rows in
            fill(costs.part(at: rows.lowerBound, rows: 1, columns: rows.count), a.rows(rows), y.rows(rows), c)
        }
    }

    /// ∂C₀/∂a for every example and output.
    ///
    /// - Parameters:
    ///   - slope: n × m, to be filled
    ///   - a: n × m, the activations of the last layer
    ///   - y: the targets
    func fill<S: Real>(slope: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ workers: Workers) {
        let (fill, c) = (Self.definitions[place].kernels(S.self).slope, Constants<S>(constants))
        workers.perform(piecesOf: a) { rows in fill(slope.rows(rows), a.rows(rows), y.rows(rows), c) }
    }

    /// How ∂C₀/∂a changes as a changes.
    ///
    /// - Parameters:
    ///   - tangent: n × m, to be filled
    ///   - change: n × m, ȧ
    func fill<S: Real>(
        slopeTangent tangent: MutableMatrix<S>, _ a: MatrixView<S>, _ y: MatrixView<S>, _ change: MatrixView<S>
    ) {
        Self.definitions[place].kernels(S.self).slopeTangent(tangent, a, y, change, Constants(constants))
    }

    /// The same cost of targets in which the weights of classes are, and the smoothing of labels.
    func weighing<S: Real>(_ targets: Matrix<S>, _ weights: Matrix<S>) -> (Cost, Matrix<S>) {
        let smoothing = self.name == Cost.crossEntropyFromLogits.name ? S(constants.x) : 0
        let m = S(targets.columns)
        let weighed = (0..<targets.count).map { place in
            let j = place % targets.columns
            return weights[0, j] * ((1 - smoothing) * targets[place / targets.columns, j] + smoothing / m)
        }
        let matrix = Matrix(rows: targets.rows, columns: targets.columns, elements: weighed)
        return (smoothing == 0 ? self : with([0, constants.y]), matrix)
    }

    /// The cost that takes z where this one takes a = σ(z). Its slope is ∂C₀/∂z, and keeps its digits where a is rounded
    /// to 1 and ∂C₀/∂a = (a − y) / (a(1 − a)) has lost all of them.
    func fromLogits(of activation: Activation) -> Cost? {
        guard let (other, whole) = Self.wholes[place], other == activation else { return nil }
        return whole
    }
}

extension Cost {
    /// Of each cost, the activation that it makes another cost of, and that; in the order of the definitions.
    private static let wholes: [(Activation, Cost)?] = all.map { cost in
        switch cost {
        case .binaryCrossEntropy: (.sigmoid, .binaryCrossEntropyFromLogits)
        case .crossEntropy: (.softmax, .crossEntropyFromLogits)
        case .negativeLogLikelihood: (.logSoftmax, .crossEntropyFromLogits)
        default: nil
        }
    }

    static let definitions = Definitions([
        CostEntry(SquaredError.self), CostEntry(HalfSquaredError.self), CostEntry(MeanSquaredError.self),
        CostEntry(AbsoluteError.self), CostEntry(Huber.self), CostEntry(SmoothL1.self), CostEntry(LogCosh.self),
        CostEntry(BinaryCrossEntropy.self), CostEntry(BinaryCrossEntropyFromLogits.self),
        CostEntry(CrossEntropy.self), CostEntry(CrossEntropyFromLogits.self), CostEntry(NegativeLogLikelihood.self),
        CostEntry(KullbackLeibler.self), CostEntry(Poisson.self), CostEntry(Gaussian.self), CostEntry(Hinge.self),
        CostEntry(SquaredHinge.self), CostEntry(MultiMargin.self), CostEntry(Cosine.self),
    ])

    public static let squaredError = of("squared_error")
    public static let halfSquaredError = of("half_squared_error")
    public static let meanSquaredError = of("mean_squared_error")
    public static let binaryCrossEntropy = of("binary_cross_entropy")
    public static let binaryCrossEntropyFromLogits = of("binary_cross_entropy_from_logits")
    public static let crossEntropy = of("cross_entropy")
    public static let crossEntropyFromLogits = of("cross_entropy_from_logits")
    public static let negativeLogLikelihood = of("negative_log_likelihood")
}
