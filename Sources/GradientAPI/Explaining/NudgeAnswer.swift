internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// A nudge to one variable, followed through every z and a to the cost.
struct NudgeAnswer<S: Evaluable> {
    let variable: Variable
    let example: Int?
    let network: Network<S>
    let forward: ForwardPass<S>
    let objective: Objective<S>
    let cost: S

    func write(_ nudges: [S], _ chainRule: ChainRule<S>, to writer: inout Writer, isCancelled: () -> Bool) {
        let derivative = example.map { chainRule.share(variable, example: $0) } ?? chainRule.derivative(variable)
        writer.member("derivative", derivative)
        writer.key("nudges")
        writer.array(nudges) { writer, nudge in
            if isCancelled() { return writer.raw("null") }
            let pass = network.nudged(variable, by: nudge, example: example, forward, objective)
            let change = pass.cost - cost
            writer.object { writer in
                writer.member("nudge", nudge)
                writer.member("cost_change", change)
                writer.key("ratio")
                if nudge == 0 { writer.raw("null") } else { writer.number(change / nudge) }
                writer.key("layers")
                writer.array(0..<network.layers.count) { writer, l in
                    writer.object { writer in
                        writer.key("weighted_sum_changes")
                        writer.rows(
                            pass.weightedSums[l].less(forward.weightedSums[l]), columns: network.width(ofLayer: l + 1))
                        writer.key("activation_changes")
                        writer.rows(
                            pass.activations[l].less(forward.activations[l]), columns: network.width(ofLayer: l + 1))
                    }
                }
            }
        }
    }
}

extension Matrix {
    /// The differences of all numbers.
    fileprivate func less(_ other: Matrix) -> [Scalar] { zip(elements, other.elements).map { $0 - $1 } }
}
