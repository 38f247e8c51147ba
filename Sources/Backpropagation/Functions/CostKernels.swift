import LinearAlgebra

/// What the engine does with a cost in one number format: its definition, as code that is compiled for both.
struct CostKernels<S: Real>: Sendable {
    let exampleCosts: @Sendable (MutableMatrix<S>, MatrixView<S>, MatrixView<S>, Constants<S>) -> Void
    let slope: @Sendable (MutableMatrix<S>, MatrixView<S>, MatrixView<S>, Constants<S>) -> Void
    let slopeTangent: @Sendable (MutableMatrix<S>, MatrixView<S>, MatrixView<S>, MatrixView<S>, Constants<S>) -> Void

    @inline(__always)
    init<F: CostFunction>(_: F.Type) {
        exampleCosts = { F.fill(exampleCosts: $0, $1, $2, $3) }
        slope = { F.fill(slope: $0, $1, $2, $3) }
        slopeTangent = { F.fill(slopeTangent: $0, $1, $2, $3, $4) }
    }
}

/// A definition, as the engine looks it up.
struct CostEntry: Sendable {
    let description: FunctionDescription
    let needsParameters: Bool
    let targets: @Sendable (Int) -> Int?
    let takesClasses: Bool
    let classWeighting: ClassWeighting
    let overOutputs: OverOutputs
    let domain: String
    let outside: @Sendable (Span<Double>, Span<Double>, Constants<Double>) -> Int?
    let edges: @Sendable (Span<Double>, Span<Double>, Constants<Double>) -> [Double]
    let float64: CostKernels<Double>
    let float32: CostKernels<Float>

    @inline(__always)
    init<F: CostFunction>(_ function: F.Type) {
        needsParameters = F.description.needsParameters
        (description, takesClasses, domain) = (F.description, F.takesClasses, F.domain)
        (overOutputs, classWeighting) = (F.overOutputs, F.classWeighting)
        targets = { F.targets(outputs: $0) }
        outside = { F.outside($0, $1, $2) }
        edges = { F.edges($0, $1, $2) }
        (float64, float32) = (CostKernels(function), CostKernels(function))
    }

    @inline(__always)
    func kernels<S: Real>(_: S.Type) -> CostKernels<S> {
        if let kernels = float64 as? CostKernels<S> { return kernels }
        if let kernels = float32 as? CostKernels<S> { return kernels }
        preconditionFailure("a number format that costs are not compiled for")
    }
}
