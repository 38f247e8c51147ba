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
    /// - Parameters:
    ///   - tangents: ż and ȧ of all layers, to be filled: laid out as a forward pass is
    ///   - rows: where those of the examples are
    ///   - pass: what `forward` made of the examples
    ///   - workspace: lends the memory beside them
    /// - Complexity: 2n multiplications for each weight
    func fill(
        tangents: MutableMatrix<Scalar>, _ rows: ExampleRows, _ direction: Direction<Scalar>,
        _ pass: ForwardPass<Scalar>, in workspace: Workspace<Scalar>
    ) {
        let (n, passed, parameters, workers) = (rows.count, pass.memory.view, vector.view, workspace.workers)
        let along = direction.vector
        let noBiases = workspace.example.blank(rows: 1, columns: layers.reduce(0) { max($0, $1.neurons) })
        noBiases.matrix.fill(noBiases.matrix.view) { _ in 0 }
        for l in layers.indices {
            let (layer, m, k) = (layers[l], layers[l].neurons, layers[l].inputs)
            let z = passed.part(at: layer.weightedSums(n), rows: n, columns: m)
            let a = passed.part(at: layer.activations(n), rows: n, columns: m)
            let zChange = tangents.part(at: layer.weightedSums(rows), rows: n, columns: m)
            let aChange = tangents.part(at: layer.activations(rows), rows: n, columns: m)
            let w = parameters.part(at: layer.weights, rows: m, columns: k)
            let none = noBiases.matrix.view.part(at: 0, rows: 1, columns: m)
            switch direction {
            case .inputs(let inputs):
                let change =
                    l > 0
                    ? tangents.part(at: layers[l - 1].activations(rows), rows: n, columns: k).view : inputs.view
                zChange.fill(affine: change, w, none, workers)  // ż = w ȧ
            case .parameters(let vector):
                let input =
                    l > 0 ? passed.part(at: layers[l - 1].activations(n), rows: n, columns: k) : pass.inputs.view
                let wChange = vector.view.part(at: layer.weights, rows: m, columns: k)
                let bChange = vector.view.part(at: layer.biases, rows: 1, columns: m)
                zChange.fill(affine: input, wChange, bChange, workers)  // ẇ a + ḃ
                if l > 0 {
                    let change = tangents.part(at: layers[l - 1].activations(rows), rows: n, columns: k).view
                    workspace.example.lend(rows: n, columns: m) { more in
                        more.fill(affine: change, w, none, workers)  // w ȧ
                        zChange.fill(zChange.view, more.view) { $0 + $1 }
                    }
                }
            }
            layer.fill(tangent: aChange, z, a, zChange.view, self.vector, along: along, workers)
        }
    }
}
