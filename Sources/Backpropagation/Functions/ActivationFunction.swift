import LinearAlgebra

/// A definition of σ: of its values, and of what the chain rule needs once and, for second derivatives, twice.
///
/// Matrices are n × m: m neurons, n examples.
protocol ActivationFunction: SendableMetatype {
    static var description: FunctionDescription { get }

    /// Where σ has no derivative and the value of one is a convention, which is PyTorch's.
    static func kinks(_ c: Constants<Double>) -> [Double]

    /// Why these numbers do not go together; `nil` where they do.
    static func fault(_ c: Constants<Double>) -> String?

    /// Whether each activation depends on the weighted sum of its own neuron alone.
    static var isElementwise: Bool { get }

    /// a = σ(z)
    static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ c: Constants<S>)

    /// δ = ∂C/∂z of the slope ∂C/∂a.
    static func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ c: Constants<S>)

    /// ȧ, how a changes as z changes by ż.
    static func fill<S: Real>(
        tangent: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ change: MatrixView<S>, _ c: Constants<S>)

    /// δ̇, how the pullback of the slope changes as z, a and the slope do.
    static func fill<S: Real>(
        pullbackTangent: MutableMatrix<S>, _ at: Tangents<S>, _ c: Constants<S>)
}

/// What an activation is computed from, and how each of it changes: all n × m.
struct Tangents<S: Real>: ~Escapable, Sendable {
    let z, a, slope: MatrixView<S>
    /// ż, ȧ and that of the slope.
    let zChange, aChange, slopeChange: MatrixView<S>

    @_lifetime(copy z, copy a, copy slope, copy zChange, copy aChange, copy slopeChange)
    init(
        z: MatrixView<S>, a: MatrixView<S>, slope: MatrixView<S>, zChange: MatrixView<S>, aChange: MatrixView<S>,
        slopeChange: MatrixView<S>
    ) {
        self.z = z
        self.a = a
        self.slope = slope
        self.zChange = zChange
        self.aChange = aChange
        self.slopeChange = slopeChange
    }

    /// Those of some of the examples.
    @_lifetime(copy self)
    func rows(_ rows: Range<Int>) -> Tangents {
        Tangents(
            z: z.rows(rows), a: a.rows(rows), slope: slope.rows(rows), zChange: zChange.rows(rows),
            aChange: aChange.rows(rows), slopeChange: slopeChange.rows(rows))
    }
}

extension ActivationFunction {
    static func kinks(_ c: Constants<Double>) -> [Double] { [] }
    static func fault(_ c: Constants<Double>) -> String? { nil }
}

/// σ of each neuron by itself, given by three functions of one number.
protocol ElementwiseActivation: ActivationFunction {
    /// σ(z)
    static func value<S: Real>(_ z: S, _ c: Constants<S>) -> S
    /// σ′(z), where a = σ(z).
    static func derivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S
    /// σ″(z), where a = σ(z).
    static func secondDerivative<S: Real>(_ z: S, _ a: S, _ c: Constants<S>) -> S
}

extension ElementwiseActivation {
    static var isElementwise: Bool { true }

    @inline(__always)
    static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ c: Constants<S>) {
        a.fill(z) { value($0, c) }
    }

    @inline(__always)
    static func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ c: Constants<S>
    ) {
        delta.fill(z, a, slope) { derivative($0, $1, c) * $2 }
    }

    @inline(__always)
    static func fill<S: Real>(
        tangent: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ change: MatrixView<S>, _ c: Constants<S>
    ) {
        fill(pullback: tangent, z, a, change, c)
    }

    /// σ″(z) ż ∂C/∂a + σ′(z) · the slope's change
    @inline(__always)
    static func fill<S: Real>(pullbackTangent: MutableMatrix<S>, _ at: Tangents<S>, _ c: Constants<S>) {
        for i in 0..<at.z.rows {
            let (z, a, slope) = (at.z.row(i), at.a.row(i), at.slope.row(i))
            let (zChange, slopeChange) = (at.zChange.row(i), at.slopeChange.row(i))
            var result = pullbackTangent.row(i)
            for j in z.indices {
                result[j] =
                    secondDerivative(z[j], a[j], c) * zChange[j] * slope[j]
                    + derivative(z[j], a[j], c) * slopeChange[j]
            }
        }
    }
}

/// σ of the neurons of a layer together, one example at a time.
protocol RowwiseActivation: ActivationFunction {}

extension RowwiseActivation {
    static var isElementwise: Bool { false }
}
