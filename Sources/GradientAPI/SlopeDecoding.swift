internal import Backpropagation
internal import JSON
internal import LinearAlgebra
internal import Safetensors

/// The slopes of layers whose activation takes them.
extension EvaluationDecoder {
    /// A layer's member `slopes`, or the tensor that stands for it; what is wrong with it is noted.
    ///
    /// - Parameters:
    ///   - layer: where the layer stands, which is the one after `index` others
    ///   - parameters: gets them
    /// - Returns: The activation that takes so many, and where they come from; `nil` where it takes others.
    mutating func slopes<S: Evaluable>(
        _ members: Members<LayerMember>, _ layer: Node, _ index: Int, _ activation: Activation, neurons m: Int,
        _ parameters: inout GrowingRow<S>
    ) -> (activation: Activation, source: NumberSource?)? {
        guard activation.hasSlopes else {
            guard let node = members[.slopes] else { return (activation, nil) }
            reader.note(node, "\(activation.name) has no slopes; prelu has")
            return nil
        }
        guard let source = slopeSource(members, layer, index, m) else { return nil }
        let count = vector(source) { count, fill in
            parameters.append(count, fill)
            return count
        }
        guard let count else { return nil }
        if count == 1 || count == m { return (activation.with(count == 1 ? .shared : .each), source) }
        reader.note(source.node, "expected \(slopeCounts(m)), found \(count)")
        return nil
    }

    /// Notes what is wrong with slopes whatever layer has them.
    mutating func checkSlopes<S: Evaluable>(_ node: Node?, _: S.Type) {
        guard let node, let source = source(node) else { return }
        _ = vector(source, in: Arena<S>())
    }

    private mutating func slopeSource(
        _ members: Members<LayerMember>, _ layer: Node, _ index: Int, _ m: Int
    ) -> NumberSource? {
        let number = moduleNumbers.slopes(ofLayer: index)
        if number != nil { slopesByNumber += 1 }
        if let node = members[.slopes] { return source(node) }
        let name = number.map { "\($0).\(LayerPart.slopes.tensor)" }
        if let tensor = name.flatMap({ tensors?.place(of: $0) }) {
            usesLayerNumbers = true
            return NumberSource(node: layer, tensor: tensor)
        }
        reader.note(layer, "missing member \"slopes\": prelu has \(slopeCounts(m))")
        return nil
    }

    private func slopeCounts(_ m: Int) -> String { m > 1 ? "1 number, or \(m), one per neuron" : "1 number" }
}
