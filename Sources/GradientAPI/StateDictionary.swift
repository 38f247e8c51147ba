internal import JSON
internal import Safetensors

/// Tensors by the names that PyTorch gives the parts of an `nn.Sequential`, and the examples that come with it.
extension EvaluationDecoder {
    /// No more numbers than this lie in tensors that have the names of a layer's parts.
    var mostParametersInTensors: Int {
        guard let tensors else { return 0 }
        return (moduleNumbers.layers + moduleNumbers.slopes).reduce(0) { sum, number in
            sum.plus(tensors["\(number).weight"]?.count ?? 0).plus(tensors["\(number).bias"]?.count ?? 0)
        }
    }

    /// A layer's weights or biases: where its member says, or else the tensor of its number.
    mutating func source(
        _ part: LayerPart, _ members: Members<LayerMember>, _ layer: Node, _ index: Int
    ) -> NumberSource? {
        if let node = members[part.key] { return source(node) }
        guard !moduleNumbers.layers.isEmpty else {
            reader.note(layer, "missing member \"\(part.member)\"")
            return nil
        }
        // A layer too many is told of where all have been seen.
        usesLayerNumbers = true
        guard moduleNumbers.layers.indices.contains(index) else { return nil }
        let name = "\(moduleNumbers.layers[index]).\(part.tensor)"
        guard let tensor = tensors?.place(of: name) else {
            reader.note(layer, "missing member \"\(part.member)\", and there is no tensor \"\(name)\"")
            return nil
        }
        return NumberSource(node: layer, tensor: tensor)
    }

    /// Where layers have taken tensors by their numbers, all numbers must have been taken.
    ///
    /// - Parameter areRead: whether all layers could be, so that it is known which have slopes
    mutating func checkModuleNumbers(_ layers: Node, count: Int, areRead: Bool) {
        guard usesLayerNumbers else { return }
        func all(_ numbers: [Int]) -> String {
            numbers.prefix(10).map { "\($0)" }.joined(separator: ", ") + (numbers.count > 10 ? ", …" : "")
        }
        let (numbers, slopes) = (moduleNumbers.layers, moduleNumbers.slopes)
        if count != numbers.count {
            reader.note(
                layers,
                "expected \(counted(numbers.count, "layer")), one per number among the tensors (\(all(numbers))), "
                    + "found \(count)")
        } else if areRead, slopesByNumber != slopes.count {
            reader.note(
                layers,
                "expected \(counted(slopes.count, "prelu")), each before its slopes among the tensors (\(all(slopes))), "
                    + "found \(slopesByNumber)")
        }
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
    case weights, biases, slopes

    var key: LayerMember {
        switch self {
        case .weights: .weights
        case .biases: .biases
        case .slopes: .slopes
        }
    }
    /// Its name in a document.
    var member: StaticString {
        switch self {
        case .weights: "weights"
        case .biases: "biases"
        case .slopes: "slopes"
        }
    }
    /// The last part of its name in a state dict, where slopes are a module's of their own.
    var tensor: String { self == .biases ? "bias" : "weight" }
}
