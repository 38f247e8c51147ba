internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// What weighs classes, and what large weights of the network cost.
extension EvaluationDecoder {
    /// 1 × outputs
    mutating func classWeights<S: Evaluable>(
        _ node: Node?, _ cost: Cost?, _ network: Network<S>, _ memory: EvaluationMemory<S>
    ) -> Matrix<S>? {
        guard let node, let source = source(node) else { return nil }
        let weights = vector(source) { (count, fill: (inout MutableSpan<S>) -> Void) in
            memory.workspace.arena.matrix(rows: 1, columns: count, fill)
        }
        guard let weights else { return nil }
        guard weights.count == network.outputs else {
            reader.note(
                node,
                "expected \(counted(network.outputs, "number")), one per neuron of the last layer, "
                    + "found \(weights.count)")
            return nil
        }
        guard let cost, cost.classWeighting == .none else { return weights }
        reader.note(node, "\(cost.name) has no part that is an output's alone, so outputs cannot have weights")
        return nil
    }

    /// `{"l1": λ₁, "l2": λ₂}`, either of which may be left out.
    mutating func penalty(_ node: Node?) -> Penalty {
        guard let node, let members = reader.members(of: node, PenaltyMember.self, required: nil) else { return .none }
        return Penalty(l1: notNegative(members[.l1]), l2: notNegative(members[.l2]))
    }

    private mutating func notNegative(_ node: Node?) -> Double {
        guard let node, let number = reader.number(node, as: Double.self) else { return 0 }
        if number < 0 { reader.note(node, "expected a number from 0 on") }
        return number
    }

    /// The weight of an example.
    mutating func exampleWeight<S: Evaluable>(_ node: Node?, _: S.Type) -> S {
        node.flatMap { reader.number($0, as: S.self) } ?? 1
    }
}
