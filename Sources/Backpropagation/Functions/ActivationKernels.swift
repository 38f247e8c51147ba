import LinearAlgebra

/// What the engine does with an activation function in one number format: its definition, as code that is compiled for
/// both.
struct ActivationKernels<S: Real>: Sendable {
    let fill: @Sendable (MutableMatrix<S>, MatrixView<S>, Constants<S>) -> Void
    let pullback: @Sendable (MutableMatrix<S>, MatrixView<S>, MatrixView<S>, MatrixView<S>, Constants<S>) -> Void
    let tangent: @Sendable (MutableMatrix<S>, MatrixView<S>, MatrixView<S>, MatrixView<S>, Constants<S>) -> Void
    let pullbackTangent: @Sendable (MutableMatrix<S>, borrowing Tangents<S>, Constants<S>) -> Void

    @inline(__always)
    init<F: ActivationFunction>(_: F.Type) {
        fill = { F.fill($0, $1, $2) }
        pullback = { F.fill(pullback: $0, $1, $2, $3, $4) }
        tangent = { F.fill(tangent: $0, $1, $2, $3, $4) }
        pullbackTangent = { F.fill(pullbackTangent: $0, $1, $2) }
    }
}

/// A definition, as the engine looks it up.
struct ActivationEntry: Sendable {
    let description: FunctionDescription
    let needsParameters: Bool
    let isElementwise: Bool
    let kinks: @Sendable (Constants<Double>) -> [Double]
    let fault: @Sendable (Constants<Double>) -> String?
    let float64: ActivationKernels<Double>
    let float32: ActivationKernels<Float>
    /// There where the layer has slopes.
    private(set) var sloped: (float64: SlopedKernels<Double>, float32: SlopedKernels<Float>)?

    @inline(__always)
    init<F: ActivationFunction>(_ function: F.Type) {
        needsParameters = F.description.needsParameters
        (description, isElementwise) = (F.description, F.isElementwise)
        kinks = { F.kinks($0) }
        fault = { F.fault($0) }
        (float64, float32) = (ActivationKernels(function), ActivationKernels(function))
    }

    @inline(__always)
    init<F: SlopedActivation>(sloped function: F.Type) {
        self.init(function)
        sloped = (SlopedKernels(function), SlopedKernels(function))
    }

    @inline(__always)
    func kernels<S: Real>(_: S.Type) -> ActivationKernels<S> {
        if let kernels = float64 as? ActivationKernels<S> { return kernels }
        if let kernels = float32 as? ActivationKernels<S> { return kernels }
        preconditionFailure("a number format that activations are not compiled for")
    }

    func slopedKernels<S: Real>(_: S.Type) -> SlopedKernels<S> {
        if let kernels = sloped?.float64 as? SlopedKernels<S> { return kernels }
        if let kernels = sloped?.float32 as? SlopedKernels<S> { return kernels }
        preconditionFailure("an activation without slopes, or a number format that it is not compiled for")
    }
}
