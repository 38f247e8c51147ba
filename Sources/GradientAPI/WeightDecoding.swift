internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// What weighs classes, and what large weights of the network cost.
extension EvaluationDecoder {
    /// A row, of as many as there are.
    mutating func classWeights<S: Evaluable>(
        _ node: Node?, _ cost: Cost?, _ memory: EvaluationMemory<S>
    ) -> Matrix<S>? {
        guard let node, let source = source(node) else { return nil }
        let weights = vector(source, in: memory.workspace.arena)
        guard let cost, cost.classWeighting == .none else { return weights }
        reader.note(node, "\(cost.name) has no part that is an output's alone, so outputs cannot have weights")
        return nil
    }

    /// Notes weights that are not one for each output of the network.
    mutating func check<S: Evaluable>(classWeights: Matrix<S>?, _ node: Node?, _ network: Network<S>) {
        guard let node, let classWeights else { return }
        _ = fits(classWeights, network.outputs, "one per neuron of the last layer", node)
    }

    /// `{"l1": λ₁, "l2": λ₂}`, either of which may be left out.
    mutating func penalty(_ node: Node?) -> Penalty {
        guard let node, let members = reader.members(of: node, PenaltyMember.self, required: nil) else { return .none }
        return Penalty(
            l1: members[.l1].flatMap { notNegative($0) } ?? 0, l2: members[.l2].flatMap { notNegative($0) } ?? 0)
    }

    /// A number; one below 0 is noted.
    mutating func notNegative(_ node: Node) -> Double? {
        guard let number = reader.number(node, as: Double.self) else { return nil }
        if number < 0 { reader.note(node, "expected a number from 0 on") }
        return number
    }
}
