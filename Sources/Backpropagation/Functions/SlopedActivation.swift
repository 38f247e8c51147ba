import LinearAlgebra

/// σ of each neuron by itself, which takes a number s of the layer's beside z and is linear in it.
///
/// Of its constants the first is s. Slopes are 1 × 1, one for all neurons, or 1 × m; ṡ is how they change.
protocol SlopedActivation: ElementwiseActivation {
    /// ∂σ/∂s
    static func slopeDerivative<S: Real>(_ z: S) -> S
    /// ∂²σ/∂z∂s
    static func mixedDerivative<S: Real>(_ z: S) -> S
}

extension SlopedActivation {
    /// a = σ(z, s)
    @inline(__always)
    fileprivate static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, slopes: MatrixView<S>) {
        a.fill { i, j in value(z.row(i)[j], slopes[j]) }
    }

    /// δ = ∂σ/∂z · ∂C/∂a
    @inline(__always)
    fileprivate static func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        slopes: MatrixView<S>
    ) {
        delta.fill { i, j in derivative(z.row(i)[j], a.row(i)[j], slopes[j]) * slope.row(i)[j] }
    }

    /// ∂σ/∂s · ∂C/∂a, whose sum over the examples, and over the neurons that share s, is ∂C/∂s.
    @inline(__always)
    fileprivate static func fill<S: Real>(
        slopePullback terms: MutableMatrix<S>, _ z: MatrixView<S>, _ slope: MatrixView<S>
    ) {
        terms.fill(z, slope) { slopeDerivative($0) * $1 }
    }

    /// ȧ = ∂σ/∂z ż + ∂σ/∂s ṡ
    @inline(__always)
    fileprivate static func fill<S: Real>(
        tangent: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ change: MatrixView<S>,
        slopes: MatrixView<S>, slopeChanges: MatrixView<S>
    ) {
        tangent.fill { i, j in
            let z = z.row(i)[j]
            return derivative(z, a.row(i)[j], slopes[j]) * change.row(i)[j]
                + slopeDerivative(z) * slopeChanges[j].first
        }
    }

    /// δ̇ = (∂²σ/∂z² ż + ∂²σ/∂z∂s ṡ) ∂C/∂a + ∂σ/∂z · the change of ∂C/∂a
    @inline(__always)
    fileprivate static func fill<S: Real>(
        pullbackTangent: MutableMatrix<S>, _ at: Tangents<S>, slopes: MatrixView<S>, slopeChanges: MatrixView<S>
    ) {
        pullbackTangent.fill { i, j in
            let (z, a, s) = (at.z.row(i)[j], at.a.row(i)[j], slopes[j])
            let bend = secondDerivative(z, a, s) * at.zChange.row(i)[j] + mixedDerivative(z) * slopeChanges[j].first
            return bend * at.slope.row(i)[j] + derivative(z, a, s) * at.slopeChange.row(i)[j]
        }
    }

    /// How `slopePullback` changes: ∂²σ/∂z∂s ż ∂C/∂a + ∂σ/∂s · the change of ∂C/∂a
    @inline(__always)
    fileprivate static func fill<S: Real>(slopePullbackTangent terms: MutableMatrix<S>, _ at: Tangents<S>) {
        terms.fill { i, j in
            let z = at.z.row(i)[j]
            return mixedDerivative(z) * at.zChange.row(i)[j] * at.slope.row(i)[j]
                + slopeDerivative(z) * at.slopeChange.row(i)[j]
        }
    }
}

/// What the engine does with a sloped activation in one number format, as `ActivationKernels`.
struct SlopedKernels<S: Real>: Sendable {
    typealias View = MatrixView<S>

    let fill: @Sendable (MutableMatrix<S>, View, _ slopes: View) -> Void
    let pullback: @Sendable (MutableMatrix<S>, View, View, View, _ slopes: View) -> Void
    let slopePullback: @Sendable (MutableMatrix<S>, View, View) -> Void
    let tangent: @Sendable (MutableMatrix<S>, View, View, View, _ slopes: View, _ slopeChanges: View) -> Void
    let pullbackTangent: @Sendable (MutableMatrix<S>, borrowing Tangents<S>, _ slopes: View, _ changes: View) -> Void
    let slopePullbackTangent: @Sendable (MutableMatrix<S>, borrowing Tangents<S>) -> Void

    @inline(__always)
    init<F: SlopedActivation>(_: F.Type) {
        fill = { F.fill($0, $1, slopes: $2) }
        pullback = { F.fill(pullback: $0, $1, $2, $3, slopes: $4) }
        slopePullback = { F.fill(slopePullback: $0, $1, $2) }
        tangent = { F.fill(tangent: $0, $1, $2, $3, slopes: $4, slopeChanges: $5) }
        pullbackTangent = { F.fill(pullbackTangent: $0, $1, slopes: $2, slopeChanges: $3) }
        slopePullbackTangent = { F.fill(slopePullbackTangent: $0, $1) }
    }
}

extension MatrixView {
    /// That of neuron j among slopes.
    fileprivate subscript(j: Int) -> Constants<Scalar> { Constants(first: row(0)[columns == 1 ? 0 : j]) }
}

extension MutableMatrix {
    /// Fills with f of every place.
    @inline(__always)
    fileprivate func fill(_ f: (_ i: Int, _ j: Int) -> Scalar) {
        for i in 0..<rows {
            var row = row(i)
            for j in row.indices { row[j] = f(i, j) }
        }
    }
}
