internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// What is asked about a network and its examples beside their outputs. Indirect, as most requests ask nothing, and the
/// absence of a reference costs nothing to hand on.
indirect enum Question<S: Evaluable>: Sendable {
    /// Variables to be explained; all where none are named.
    case explanation([Variable])
    /// A variable, what it is nudged by, and whose it is where it is an activation; `nil` for every example's.
    case nudge(Variable, by: [S], example: Int?)
    /// A gradient that is claimed, and how near it must be.
    case verification(Matrix<S>, relative: Double?, absolute: Double?)
    /// Vectors to be multiplied with derivatives, or the derivatives themselves.
    case products(ProductsQuestion<S>)
}

extension EvaluationDecoder {
    /// What the document asks, where the route takes questions; what is wrong with it is noted.
    mutating func decodeQuestion<S: Evaluable>(
        _ model: Model<S>, _ examples: Examples<S>?, _ memory: EvaluationMemory<S>
    ) -> Question<S>? {
        guard let members else { return nil }
        let network = model.network
        switch endpoint.asks {
        case .forOutputs: return nil
        case .forExplanation: return explanation(members.by(ExplanationMember.self), network)
        case .forNudge: return nudge(members.by(NudgeMember.self), network, examples, memory)
        case .forVerification: return verification(members.by(VerificationMember.self), network, memory)
        case .forProducts: return products(members.by(ProductsMember.self), model, examples, memory)
        }
    }

    /// Where the document says how much is asked.
    func node<S: Evaluable>(of question: Question<S>) -> Node? {
        switch question {
        case .explanation: members?.by(ExplanationMember.self)[.parameters]
        case .nudge: members?.by(NudgeMember.self)[.nudges]
        case .verification: members?.by(VerificationMember.self)[.gradient]
        case .products(let products): members?.by(ProductsMember.self)[products.kind.takesVectors ? .vectors : .kind]
        }
    }

    private mutating func explanation<S: Evaluable>(
        _ members: Members<ExplanationMember>, _ network: Network<S>
    ) -> Question<S>? {
        guard let node = members[.parameters] else {
            guard network.variableCount <= mostVariables else {
                reader.note(
                    reader.root,
                    "expected \"parameters\": the network has \(network.variableCount) weights, biases, slopes and "
                        + "activations, and more than \(mostVariables) are not explained unless they are named")
                return nil
            }
            return .explanation(network.variables)
        }
        guard var nodes = reader.elements(of: node, "an array of parameters") else { return nil }
        if nodes.isEmpty { reader.note(node, "expected at least one parameter") }
        var variables: [Variable] = []
        while !reader.isFull, let node = reader.next(of: &nodes) {
            if let variable = variable(node, network) { variables.append(variable) }
        }
        return .explanation(variables)
    }

    private var mostVariables: Int { 1000 }

    private mutating func nudge<S: Evaluable>(
        _ members: Members<NudgeMember>, _ network: Network<S>, _ examples: Examples<S>?,
        _ memory: EvaluationMemory<S>
    ) -> Question<S>? {
        var variable: Variable?
        if let node = required(members[.parameter], "parameter") { variable = self.variable(node, network) }
        var nudges: [S]?
        if let node = required(members[.nudges], "nudges") {
            nudges = source(node).flatMap { vector($0, in: memory.workspace.arena)?.elements }
            if nudges?.isEmpty == true { reader.note(node, "expected at least one number") }
        }
        var example: Int?
        if let node = members[.example], let number = reader.wholeNumber(node) {
            if case .activation? = variable {
            } else if variable != nil {
                reader.note(
                    node, "only an activation is an example's own; a weight, a bias or a slope is the network's")
            }
            if let n = examples?.inputs.rows, number >= n {
                reader.note(node, "there is no example \(number); they are counted from 0 to \(n - 1)")
            }
            example = number
        }
        guard let variable, let nudges else { return nil }
        return .nudge(variable, by: nudges, example: example)
    }

    private mutating func verification<S: Evaluable>(
        _ members: Members<VerificationMember>, _ network: Network<S>, _ memory: EvaluationMemory<S>
    ) -> Question<S>? {
        var claimed: Matrix<S>?
        if let node = required(members[.gradient], "gradient") { claimed = gradient(node, network, memory) }
        let relative = members[.relativeTolerance].flatMap { notNegative($0) }
        let absolute = members[.absoluteTolerance].flatMap { notNegative($0) }
        return claimed.map { .verification($0, relative: relative, absolute: absolute) }
    }

    mutating func required(_ node: Node?, _ name: String) -> Node? {
        if node == nil { reader.note(reader.root, "missing member \"\(name)\"") }
        return node
    }

    /// `{"layer": l, "weight": [j, k]}`, or of a number `bias`, `slope` or `activation`.
    private mutating func variable<S: Real>(_ node: Node, _ network: Network<S>) -> Variable? {
        guard let members = reader.members(of: node, VariableMember.self, required: .layer) else { return nil }
        let kinds = [members[.weight], members[.bias], members[.slope], members[.activation]].compactMap(\.self)
        guard let layerNode = members[.layer], let layer = reader.wholeNumber(layerNode) else { return nil }
        guard kinds.count == 1 else {
            reader.note(node, "expected one of \"weight\", \"bias\", \"slope\" and \"activation\"")
            return nil
        }
        let lowest = members[.activation] == nil ? 1 : 0
        guard lowest...network.layers.count ~= layer else {
            reader.note(
                layerNode, "there is no such layer; they are numbered from \(lowest) to \(network.layers.count)")
            return nil
        }
        if let node = members[.weight] {
            guard let pair = reader.wholeNumbers(node), var nodes = reader.elements(of: node) else { return nil }
            guard pair.count == 2, let first = reader.next(of: &nodes), let second = reader.next(of: &nodes) else {
                reader.note(node, "expected two numbers: the neuron of layer \(layer), and that of layer \(layer - 1)")
                return nil
            }
            guard let j = neuron(pair[0], first, of: layer, network),
                let k = neuron(pair[1], second, of: layer - 1, network)
            else { return nil }
            return .weight(layer: layer, neuron: j, input: k)
        }
        if let node = members[.slope] { return slope(node, layer, network) }
        guard let number = reader.wholeNumber(kinds[0]),
            let neuron = neuron(number, kinds[0], of: layer, network)
        else { return nil }
        return members[.bias] != nil
            ? .bias(layer: layer, neuron: neuron) : .activation(layer: layer, neuron: neuron)
    }

    private mutating func slope<S: Real>(_ node: Node, _ layer: Int, _ network: Network<S>) -> Variable? {
        guard let number = reader.wholeNumber(node) else { return nil }
        let count = network.layers[layer - 1].slopeCount
        guard number < count else {
            let others = count == 0 ? "has none" : "counts them from 0 to \(count - 1)"
            reader.note(node, "there is no slope \(number) in layer \(layer), which \(others)")
            return nil
        }
        return .slope(layer: layer, neuron: number)
    }

    private mutating func neuron<S: Real>(
        _ number: Int, _ node: Node, of layer: Int, _ network: Network<S>
    ) -> Int? {
        let width = network.width(ofLayer: layer)
        guard number < width else {
            reader.note(node, "there is no neuron \(number) in layer \(layer); they are counted from 0 to \(width - 1)")
            return nil
        }
        return number
    }

    /// `{"layers": [{"weights", "biases", "slopes"}, …]}` in the network's shape, or its numbers in one array.
    private mutating func gradient<S: Evaluable>(
        _ node: Node, _ network: Network<S>, _ memory: EvaluationMemory<S>
    ) -> Matrix<S>? {
        if tensors != nil, reader.isObject(node), reader.entries(of: node)?.first?.name == "tensor" {
            let row = source(node).flatMap { vector($0, in: memory.workspace.arena) }
            guard let row, row.count != network.parameters else { return row }
            reader.note(
                node,
                "expected \(counted(network.parameters, "number")), \(network.onePerParameter), found \(row.count)")
            return nil
        }
        guard reader.isObject(node) else {
            let numbers = reader.numbers(
                node, count: network.parameters, each: network.onePerParameter, as: S.self)
            return numbers.map { Matrix(row: $0) }
        }
        guard let members = reader.members(of: node, GradientMember.self, required: .layers),
            let layersNode = members[.layers], var nodes = reader.elements(of: layersNode, "an array of layers")
        else { return nil }
        guard nodes.count == network.layers.count else {
            reader.note(
                layersNode,
                "expected \(counted(network.layers.count, "layer")), as the network has, found \(nodes.count)")
            return nil
        }
        var layers: [[Matrix<S>]] = []
        for layer in network.layers {
            guard !reader.isFull, let node = reader.next(of: &nodes) else { break }
            if let parts = gradientLayer(node, layer, memory) { layers.append(parts) }
        }
        return layers.count == network.layers.count ? Matrix(joining: layers.flatMap(\.self)) : nil
    }

    private mutating func gradientLayer<S: Evaluable>(
        _ node: Node, _ layer: LayerShape, _ memory: EvaluationMemory<S>
    ) -> [Matrix<S>]? {
        let last: GradientLayerMember = layer.slopeCount > 0 ? .slopes : .biases
        guard let members = reader.members(of: node, GradientLayerMember.self, required: last) else { return nil }
        let weights = members[.weights].flatMap { source($0) }.flatMap { source -> Matrix<S>? in
            let matrix = matrix(
                source, columns: layer.inputs, each: "one per input of the layer", in: memory.workspace.arena)
            guard let matrix, matrix.rows != layer.neurons else { return matrix }
            reader.note(
                source.node, "expected \(counted(layer.neurons, "row")), one per neuron, found \(matrix.rows)")
            return nil
        }
        let biases = row(members[.biases], layer.neurons, "one per neuron", memory)
        guard layer.slopeCount > 0 else {
            if let node = members[.slopes] { reader.note(node, "the layer has no slopes") }
            guard let weights, let biases, members[.slopes] == nil else { return nil }
            return [weights, biases]
        }
        guard let slopes = row(members[.slopes], layer.slopeCount, "one per slope", memory), let weights, let biases
        else { return nil }
        return [weights, biases, slopes]
    }

    private mutating func row<S: Evaluable>(
        _ node: Node?, _ count: Int, _ each: String, _ memory: EvaluationMemory<S>
    ) -> Matrix<S>? {
        guard let source = node.flatMap({ source($0) }) else { return nil }
        return vector(source, count: count, each: each, in: memory.workspace.arena)
    }
}

extension Network {
    /// What a list of as many numbers as it has parameters must be.
    var onePerParameter: String {
        layers.contains { $0.slopeCount > 0 } ? "one per weight, bias and slope" : "one per weight and bias"
    }
}
