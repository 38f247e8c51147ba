internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// A network and its cost, as a document defines them.
struct Model<S: Real> {
    let network: Network<S>
    let cost: Cost?
    /// Whether there should be one, and what there is instead has been noted.
    let lacksCost: Bool
    /// 1 × outputs
    let classWeights: Matrix<S>?
    let penalty: Penalty

    /// What is minimised, where there is a cost and there are targets.
    func objective(_ examples: Examples<S>, _ reduction: Reduction) -> Objective<S>? {
        guard let cost, let targets = examples.targets else { return nil }
        return Objective(
            cost, targets, reduction, exampleWeights: examples.weights, classWeights: classWeights, penalty: penalty)
    }
}

/// Where a layer's parts stand, or what stands for them.
struct LayerPlaces {
    let weights: NumberSource
    let biases: NumberSource
    /// There where the layer has any.
    let slopes: NumberSource?

    subscript(part: LayerPart) -> NumberSource? {
        switch part {
        case .weights: weights
        case .biases: biases
        case .slopes: slopes
        }
    }
}

extension EvaluationDecoder {
    /// `{"layers": […], "cost": …}`
    mutating func decodeModel<S: Evaluable>(_ node: Node, _ memory: EvaluationMemory<S>) -> Model<S>? {
        let last: NetworkMember = endpoint.needsTargets ? .cost : .layers
        guard let members = reader.members(of: node, required: last) else { return nil }
        let cost = members[.cost].flatMap { function($0, of: Cost.self, called: "cost") }
        let classWeights: Matrix<S>? = classWeights(members[.classWeights], cost, memory)
        let penalty = penalty(members[.penalty])
        guard let layersNode = members[.layers], var layers = reader.elements(of: layersNode, "an array of layers")
        else {
            return nil
        }
        var parameters = GrowingRow(
            in: memory.workspace.arena, capacity: reader.mostNumbers(in: layersNode).plus(mostParametersInTensors))
        var isWhole = true
        var index = 0
        while !reader.isFull, let layer = reader.next(of: &layers) {
            isWhole = decodeLayer(layer, index, memory, &parameters) && isWhole
            index += 1
        }
        checkModuleNumbers(layersNode, count: layers.count, areRead: isWhole)
        guard memory.layers.count == layers.count else { return nil }
        do throws(ShapeError) {
            guard isWhole else {
                try LayerShape.check(memory.layers)
                return nil
            }
            let network = try memory.network(parameters)
            if let cost, let node = members[.cost], cost.targets(outputs: network.outputs) == nil {
                reader.note(node, "\(cost.name) takes an even number of outputs; the last layer has \(network.outputs)")
                return nil
            }
            check(classWeights: classWeights, members[.classWeights], network)
            return Model(
                network: network, cost: cost,
                lacksCost: cost == nil && (endpoint.needsTargets || members[.cost] != nil),
                classWeights: classWeights, penalty: penalty)
        } catch {
            for fault in error.faults { note(fault, layersNode, memory.places) }
            return nil
        }
    }

    /// `{"weights": [[…], …], "biases": […], "activation": …, "slopes": […]}`, one more of the layers in memory.
    ///
    /// - Parameter parameters: gets the weights, row by row, behind them the biases, and then the slopes
    /// - Returns: Whether there is a bias for each row of weights, and as many slopes as the activation takes.
    private mutating func decodeLayer<S: Evaluable>(
        _ node: Node, _ index: Int, _ memory: EvaluationMemory<S>, _ parameters: inout GrowingRow<S>
    ) -> Bool {
        guard let members = layerMembers(node) else { return false }
        let weights = source(.weights, members, node, index)
        let shape = weights.flatMap { weights in
            matrix(weights) { rows, columns, fill in
                parameters.append(rows * columns, fill)
                return (rows: rows, columns: columns)
            }
        }
        let biases = source(.biases, members, node, index)
        let count = biases.flatMap { biases in
            vector(biases) { count, fill in
                parameters.append(count, fill)
                return count
            }
        }
        let activation = members[.activation].flatMap { function($0, of: Activation.self, called: "activation") }
        guard let shape, let count, let activation, let weights, let biases else {
            if let activation, activation.hasSlopes { checkSlopes(members[.slopes], S.self) }
            return false
        }
        let areBiasesRight = count == shape.rows || shape.rows == 0
        if !areBiasesRight {
            reader.note(
                biases.node, "expected \(counted(shape.rows, "number")), one per row of weights, found \(count)")
        }
        let slopes = slopes(members, node, index, activation, neurons: shape.rows, &parameters)
        let layer = LayerShape(
            neurons: shape.rows, inputs: shape.columns, activation: slopes?.activation ?? activation)
        memory.layers.append(layer)
        memory.places.append(LayerPlaces(weights: weights, biases: biases, slopes: slopes?.source))
        return areBiasesRight && slopes != nil
    }

    /// A layer's members; tensors may stand for all but one, and what is missing then is told where it is used.
    mutating func layerMembers(_ node: Node) -> Members<LayerMember>? {
        reader.members(of: node, required: tensors == nil ? .biases : .activation)
    }

    /// Tells where in the document a shape does not fit.
    private mutating func note(_ fault: ShapeFault, _ layers: Node, _ places: [LayerPlaces]) {
        switch fault {
        case .noLayers:
            reader.note(layers, "expected at least one layer")
        case .emptyLayer(let layer):
            reader.note(places[layer - 1].weights.node, "expected at least one neuron with at least one weight")
        case .weights(let layer, let expected, let found):
            let source = places[layer - 1].weights
            let firstRow = source.tensor == nil ? reader.elements(of: source.node)?.first : nil
            reader.note(
                firstRow ?? source.node,
                "expected \(counted(expected, "number")), one per neuron of layer \(layer - 1), found \(found)")
        case .biases, .slopes: break  // told of already
        }
    }
}
