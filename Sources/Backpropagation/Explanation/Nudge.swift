public import LinearAlgebra

/// z and a of every layer, and the costs, when one variable is a little larger.
public struct NudgedPass<Scalar: Real> {
    /// z¹…zᴸ and a¹…aᴸ, n × neurons of the layer.
    public let weightedSums: [Matrix<Scalar>]
    public let activations: [Matrix<Scalar>]
    /// C₀ of every example, 1 × n.
    public let exampleCosts: Matrix<Scalar>
    /// C, with the penalty.
    public let cost: Scalar
}

extension Network {
    /// Takes the examples through the network with one variable changed, everything else as it is.
    ///
    /// - Parameters:
    ///   - nudge: what is added to it
    ///   - example: whose activation it is; `nil` for that of every example
    ///   - pass: what `forward` made of the examples
    /// - Precondition: The network has the variable.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func nudged(
        _ variable: Variable, by nudge: Scalar, example: Int? = nil, _ pass: ForwardPass<Scalar>,
        _ objective: Objective<Scalar>
    ) -> NudgedPass<Scalar> {
        var (weightedSums, activations) = (Array(pass.weightedSums), Array(pass.activations))
        let first: Int  // of the layers that are computed anew
        var changed = self
        var input: Matrix<Scalar>
        if let place = place(of: variable) {
            changed = replacing(vector: vector.adding(nudge, at: [place]))
            first = variable.layer - 1
            input = first > 0 ? activations[first - 1] : pass.inputs
        } else if case .activation(let l, let k) = variable {
            first = l
            let before = l > 0 ? activations[l - 1] : pass.inputs
            let rows = example.map { $0..<$0 + 1 } ?? 0..<before.rows
            input = before.adding(nudge, at: rows.map { $0 * before.columns + k })
            if l > 0 { activations[l - 1] = input }
        } else {
            preconditionFailure("a variable is a parameter or an activation")
        }
        for l in first..<layers.count {
            (weightedSums[l], activations[l]) = changed.layer(l, input)
            input = activations[l]
        }
        let outputs = input
        let exampleCosts = Matrix.made(rows: 1, columns: outputs.rows) {
            objective.fill(exampleCosts: $0, outputs.view, .one)
        }
        return NudgedPass(
            weightedSums: weightedSums, activations: activations, exampleCosts: exampleCosts,
            cost: objective.cost(exampleCosts, changed))
    }

    /// The same network with other numbers.
    func replacing(vector: Matrix<Scalar>) -> Network {
        do throws(ShapeError) { return try Network(layers, vector: vector) } catch {
            preconditionFailure("its layers fit one another already")
        }
    }

    /// z and a of layer l + 1.
    private func layer(_ l: Int, _ input: Matrix<Scalar>) -> (z: Matrix<Scalar>, a: Matrix<Scalar>) {
        let layer = layers[l]
        let (n, m) = (input.rows, layer.neurons)
        let (w, b) = (weights(layer, of: vector), biases(layer, of: vector))
        let z = Matrix.made(rows: n, columns: m) { $0.fill(affine: input.view, w.view, b.view) }
        if layer.activation.isIdentity { return (z, z) }
        return (z, Matrix.made(rows: n, columns: m) { layer.fill($0, z.view, vector.view, .one) })
    }
}

extension Matrix {
    /// The same with `change` added to some of its numbers.
    func adding(_ change: Scalar, at places: [Int]) -> Matrix {
        var elements = elements
        for place in places { elements[place] += change }
        return Matrix(rows: rows, columns: columns, elements: elements)
    }
}
