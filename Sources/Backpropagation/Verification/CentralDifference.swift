public import LinearAlgebra

/// A derivative by central differences, which shares nothing with the chain rule.
public struct CentralDifference: Sendable {
    /// (4 D(h) − D(2h)) / 3, where D(h) = (C(w + h) − C(w − h)) / 2h: Richardson's extrapolation.
    public let value: Double
    /// |D(h) − D(2h)| / 3 and what rounding may have done, about the error of D(h).
    public let error: Double
    /// Whether a weighted sum comes to a kink of its σ, or leaves one, on the way from w − 2h to w + 2h, or the cost or the
    /// penalty has one on the way: then the value means little.
    public let crossesKink: Bool
}

/// Central differences of a network's cost, in float64.
public struct CentralDifferences {
    private let network: Network<Double>
    private let pass: ForwardPass<Double>
    private let objective: Objective<Double>
    /// About where the error of the method, h⁴, and that of rounding, ε/h, are alike.
    private let step = 1e-3

    public init<Scalar: Real>(
        _ network: Network<Scalar>, _ inputs: Matrix<Scalar>, _ objective: Objective<Scalar>
    ) {
        func double(_ matrix: Matrix<Scalar>) -> Matrix<Double> {
            Matrix<Double>(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map { Double($0) })
        }
        do {
            self.network = try Network(network.layers, vector: double(network.vector))
            pass = try self.network.forward(double(inputs))
        } catch {
            preconditionFailure("the layers fit one another, and nobody cancels")
        }
        self.objective = objective.converted(double)
    }

    /// About how many multiplications one difference takes; an activation counts as ten.
    public var work: Int { 4 * (network.parameters + 10 * network.neurons) * pass.inputs.rows }

    /// ∂C/∂v
    public subscript(_ variable: Variable) -> CentralDifference {
        let h = step * max(1, abs(network[variable] ?? 0))
        let nudges = [h, -h, 2 * h, -2 * h]
        let passes = nudges.map { network.nudged(variable, by: $0, pass, objective) }
        let costs = passes.map(\.cost)
        let (near, far) = ((costs[0] - costs[1]) / (2 * h), (costs[2] - costs[3]) / (4 * h))
        let rounding = 4 * Double.ulpOfOne * (costs.map { abs($0) }.max() ?? 0) / h
        let crossesKink = isAtPenaltysKink(variable, within: 2 * h) || crossesKink(passes) || crossesEdge(passes)
        return CentralDifference(
            value: (4 * near - far) / 3, error: abs(near - far) / 3 + rounding, crossesKink: crossesKink)
    }

    private func isAtPenaltysKink(_ variable: Variable, within distance: Double) -> Bool {
        guard objective.penalty.l1 != 0, case .weight = variable, let w = network[variable] else { return false }
        return abs(w) <= distance
    }

    private func crossesKink(_ passes: [NudgedPass<Double>]) -> Bool {
        for (l, layer) in network.layers.enumerated() {
            for kink in layer.activation.kinks {
                let sums = [pass.weightedSums[l].elements] + passes.map { $0.weightedSums[l].elements }
                if crosses(kink, sums) { return true }
            }
        }
        return false
    }

    private func crossesEdge(_ passes: [NudgedPass<Double>]) -> Bool {
        let last = network.layers.count - 1
        let outputs = [pass.outputs] + passes.map { $0.activations[last] }
        return (0..<pass.examples).contains { k in
            crosses(0, outputs.map { objective.cost.edges($0.row(k), objective.targets.row(k)) })
        }
    }

    /// Whether a number is on one side of another in one of the lists, and there or beyond in the next, or is none; not
    /// where it stays there, as all weighted sums of a layer do whose slope is nudged.
    private func crosses(_ edge: Double, _ lists: [[Double]]) -> Bool {
        (lists.first ?? []).indices.contains { i in
            let numbers = lists.map { $0[i] }
            if numbers.contains(where: \.isNaN) { return true }
            return numbers.contains { $0 <= edge } && numbers.contains { $0 >= edge } && numbers.contains { $0 != edge }
        }
    }
}

extension Network {
    /// A weight's, a bias's or a slope's value; `nil` for an activation.
    public subscript(_ variable: Variable) -> Scalar? { place(of: variable).map { vector[0, $0] } }
}
