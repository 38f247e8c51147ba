internal import JSON
internal import Safetensors

/// Tensors by the names that PyTorch gives the parts of an `nn.Sequential`, and the examples that come with it.
extension EvaluationDecoder {
    /// The numbers of the layers that have any, in ascending order: 0, 2, 4 where `0.weight`, `0.bias`, `2.weight`, …
    static func layerNumbers(_ tensors: TensorFile?) -> [Int] {
        guard let tensors else { return [] }
        var numbers: Set<Int> = []
        for tensor in tensors.tensors {
            let parts = tensor.name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1] == "weight" || parts[1] == "bias", let number = Int(parts[0]),
                parts[0] == String(number), number >= 0
            else { continue }
            numbers.insert(number)
        }
        return numbers.sorted()
    }

    /// No more numbers than this lie in tensors that have the names of a layer's parts.
    var mostParametersInTensors: Int {
        guard let tensors else { return 0 }
        return layerNumbers.reduce(0) { sum, number in
            sum.plus(tensors["\(number).weight"]?.count ?? 0).plus(tensors["\(number).bias"]?.count ?? 0)
        }
    }

    /// A layer's weights or biases: where its member says, or else the tensor of its number.
    mutating func source(
        _ part: LayerPart, _ members: Members<LayerMember>, _ layer: Node, _ index: Int
    ) -> NumberSource? {
        if let node = members[part.key] { return source(node) }
        guard !layerNumbers.isEmpty else {
            reader.note(layer, "missing member \"\(part.member)\"")
            return nil
        }
        // A layer too many is told of where all have been seen.
        usesLayerNumbers = true
        guard layerNumbers.indices.contains(index) else { return nil }
        let name = "\(layerNumbers[index]).\(part.tensor)"
        guard let tensor = tensors?.place(of: name) else {
            reader.note(layer, "missing member \"\(part.member)\", and there is no tensor \"\(name)\"")
            return nil
        }
        return NumberSource(node: layer, tensor: tensor)
    }

    /// Where layers have taken tensors by their numbers, all numbers must have been taken.
    mutating func checkLayerNumbers(_ layers: Node, count: Int) {
        guard usesLayerNumbers, count != layerNumbers.count else { return }
        let numbers = layerNumbers.prefix(10).map { "\($0)" }.joined(separator: ", ")
        let all = layerNumbers.count > 10 ? "\(numbers), …" : numbers
        reader.note(
            layers,
            "expected \(counted(layerNumbers.count, "layer")), one per number among the tensors (\(all)), found \(count)"
        )
    }

    /// The tensor that stands for a column of examples where the document has none.
    mutating func column(_ name: String) -> NumberSource? {
        if let tensor = tensors?.place(of: name) { return NumberSource(node: reader.root, tensor: tensor) }
        reader.note(reader.root, "missing member \"examples\", and there is no tensor \"\(name)\"")
        return nil
    }
}

/// What a layer has an array of.
enum LayerPart {
    case weights, biases

    var key: LayerMember { self == .weights ? .weights : .biases }
    /// Its name in a document.
    var member: StaticString { self == .weights ? "weights" : "biases" }
    /// The last part of its name in a state dict.
    var tensor: String { self == .weights ? "weight" : "bias" }
}
