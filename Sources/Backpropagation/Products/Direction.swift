public import LinearAlgebra

/// How parameters or inputs change together; what is not there stays as it is.
public enum Direction<Scalar: Real>: Sendable {
    /// 1 × parameters, in the order of `Network.vector`.
    case parameters(Matrix<Scalar>)
    /// n × inputs
    case inputs(Matrix<Scalar>)

    /// How parameters change; `nil` where inputs do.
    var vector: Matrix<Scalar>? {
        if case .parameters(let vector) = self { vector } else { nil }
    }
}

/// What a derivative is taken with respect to.
public enum Domain: String, Sendable, CaseIterable {
    case parameters, inputs
}

extension Network {
    /// How every z and a changes as parameters or inputs do: the chain rule carried forwards, without rounding differences.
    ///
    /// - Parameter pass: what `forward` made of the examples
    /// - Complexity: 2n multiplications for each weight
    func tangents(
        _ direction: Direction<Scalar>, _ pass: ForwardPass<Scalar>, _ workers: Workers
    ) -> [LayerTangent<Scalar>] {
        var tangents: [LayerTangent<Scalar>] = []
        var (input, change): (Matrix<Scalar>, Matrix<Scalar>?) = (pass.inputs, nil)
        if case .inputs(let inputs) = direction { change = inputs }
        for (l, layer) in layers.enumerated() {
            let (z, a) = (pass.weightedSums[l], pass.activations[l])
            var parts: [Matrix<Scalar>] = []  // ẇa and wȧ
            if case .parameters(let vector) = direction {
                let (w, b) = (weights(layer, of: vector), biases(layer, of: vector))
                parts.append(
                    .made(rows: z.rows, columns: z.columns) { $0.fill(affine: input.view, w.view, b.view, workers) })
            }
            if let change {
                let w = weights(layer, of: vector)
                let none = Matrix<Scalar>(rows: 1, columns: layer.neurons, repeating: 0)
                parts.append(
                    .made(rows: z.rows, columns: z.columns) { $0.fill(affine: change.view, w.view, none.view, workers) }
                )
            }
            let zChange = parts.count == 2 ? parts[0].plus(parts[1]) : parts[0]
            let aChange = layer.tangent(zChange, z, a, vector, along: direction.vector)
            tangents.append(LayerTangent(z: zChange, a: aChange))
            (input, change) = (a, aChange)
        }
        return tangents
    }

    func weights(_ layer: LayerShape, of vector: Matrix<Scalar>) -> Matrix<Scalar> {
        vector.part(at: layer.weights, rows: layer.neurons, columns: layer.inputs)
    }

    func biases(_ layer: LayerShape, of vector: Matrix<Scalar>) -> Matrix<Scalar> {
        vector.part(at: layer.biases, rows: 1, columns: layer.neurons)
    }
}

/// ż and ȧ of one layer, n × neurons.
struct LayerTangent<Scalar: Real> {
    let z, a: Matrix<Scalar>
}

extension Matrix {
    func plus(_ other: Matrix) -> Matrix {
        .made(rows: rows, columns: columns) { $0.fill(view, other.view) { $0 + $1 } }
    }
}
