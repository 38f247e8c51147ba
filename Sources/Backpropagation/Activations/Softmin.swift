import LinearAlgebra

/// softmin(z) = softmax(−z), over the neurons of a layer.
enum Softmin: RowwiseActivation {
    static let description = FunctionDescription(
        "softmin", #"\frac{e^{-z_j}}{\sum_k e^{-z_k}}"#,
        derivative: #"\frac{\partial a_i}{\partial z_j} = -a_i ([i = j] - a_j)"#,
        second:
            #"\frac{\partial^2 a_i}{\partial z_j \partial z_k} = a_i ([i = j] - a_j)([i = k] - a_k) - a_i a_j ([j = k] - a_k)"#
    )

    static func fill<S: Real>(_ a: MutableMatrix<S>, _ z: MatrixView<S>, _ c: Constants<S>) {
        for i in 0..<z.rows {
            let z = z.row(i)
            var a_ = a.row(i)
            var smallest = S.infinity
            for j in z.indices { smallest = S.minimum(smallest, z[j]) }
            for j in z.indices { a_[j] = smallest - z[j] }
            Softmax.normalise(row: i, a)
        }
    }

    static func fill<S: Real>(
        pullback delta: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ slope: MatrixView<S>,
        _ c: Constants<S>
    ) {
        Softmax.fill(pullback: delta, z, a, slope, c)
        delta.fill(delta.view) { -$0 }
    }

    static func fill<S: Real>(
        tangent: MutableMatrix<S>, _ z: MatrixView<S>, _ a: MatrixView<S>, _ change: MatrixView<S>, _ c: Constants<S>
    ) {
        fill(pullback: tangent, z, a, change, c)
    }

    static func fill<S: Real>(pullbackTangent: MutableMatrix<S>, _ at: Tangents<S>, _ c: Constants<S>) {
        Softmax.fill(pullbackTangent: pullbackTangent, at, c)
        pullbackTangent.fill(pullbackTangent.view) { -$0 }
    }
}
