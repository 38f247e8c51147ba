internal import JSON
internal import Safetensors

extension EvaluationDecoder {
    /// The first tensor with numbers that the document uses, which says how all are held where the document does not.
    ///
    /// What is wrong with the document is told of later.
    func firstTensor() -> Tensor? {
        guard tensors != nil else { return nil }
        var scout = EvaluationDecoder(scoutOf: self)
        return scout.firstOfLayers() ?? scout.firstOfExamples()
    }

    private mutating func firstOfLayers() -> Tensor? {
        let network = members?["network"].flatMap { node in
            reader.members(of: node, Names.networkSoFar)
        }
        guard let layers = network?["layers"].flatMap({ reader.elements(of: $0) }) else { return nil }
        for (i, layer) in layers.enumerated() where !reader.isFull {
            guard let members = layerMembers(layer) else { continue }
            for part in [LayerPart.weights, .biases] {
                if let tensor = numbers(source(part, members, layer, i)) { return tensor }
            }
        }
        return nil
    }

    private mutating func firstOfExamples() -> Tensor? {
        guard let node = members?["examples"] else { return numbers(column("inputs")) ?? numbers(column("targets")) }
        if reader.isObject(node) { return first(of: Names.columns, in: node) }
        guard let examples = reader.elements(of: node) else { return nil }
        for example in examples where !reader.isFull {
            if let tensor = first(of: Names.example, in: example) { return tensor }
        }
        return nil
    }

    private mutating func first(of names: ExampleNames, in node: Node) -> Tensor? {
        guard let members = reader.members(of: node, names.soFar) else { return nil }
        for name in [names.inputs, names.targets] {
            if let tensor = numbers(members[name].flatMap { source($0) }) { return tensor }
        }
        return nil
    }

    /// The tensor of a source, where it has numbers that can be taken.
    private func numbers(_ source: NumberSource?) -> Tensor? {
        source?.tensor.flatMap { $0.dtype == Float.dtype || $0.dtype == Double.dtype ? $0 : nil }
    }
}
