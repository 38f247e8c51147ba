internal import JSON
internal import Safetensors

extension EvaluationDecoder {
    /// The first tensor with numbers that the document uses, which says how all are held where the document does not.
    ///
    /// What is wrong with the document is told of later.
    mutating func firstTensor() -> Tensor? {
        guard tensors != nil else { return nil }
        let notes = reader.notes
        defer { (reader.notes, usesLayerNumbers) = (notes, false) }
        return firstOfLayers() ?? firstOfExamples()
    }

    private mutating func firstOfLayers() -> Tensor? {
        let network = members?[.network].flatMap { reader.members(of: $0, NetworkMember.self, required: nil) }
        guard var layers = network?[.layers].flatMap({ reader.elements(of: $0) }) else { return nil }
        var index = 0
        while !reader.isFull, let layer = reader.next(of: &layers) {
            defer { index += 1 }
            guard let members = layerMembers(layer) else { continue }
            for part in [LayerPart.weights, .biases] {
                if let tensor = numbers(source(part, members, layer, index)) { return tensor }
            }
            if let tensor = numbers(members[.slopes].flatMap { source($0) }) { return tensor }
        }
        return nil
    }

    private mutating func firstOfExamples() -> Tensor? {
        guard let node = members?[.examples] else { return numbers(column("inputs")) ?? numbers(column("targets")) }
        if reader.isObject(node) { return first(of: ColumnsMember.self, in: node) }
        guard var examples = reader.elements(of: node) else { return nil }
        while !reader.isFull, let example = reader.next(of: &examples) {
            if let tensor = first(of: ExampleMember.self, in: example) { return tensor }
        }
        return nil
    }

    private mutating func first<Key: ExampleKey>(of keys: Key.Type, in node: Node) -> Tensor? {
        guard let members = reader.members(of: node, keys, required: nil) else { return nil }
        for key in [keys.input, keys.target] {
            if let tensor = numbers(members[key].flatMap { source($0) }) { return tensor }
        }
        return nil
    }

    /// The tensor of a source, where it has numbers that can be taken.
    private func numbers(_ source: NumberSource?) -> Tensor? {
        source.flatMap { tensor($0) }.flatMap { $0.dtype == Float.dtype || $0.dtype == Double.dtype ? $0 : nil }
    }
}
