internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// A network and its cost, as a document defines them.
struct Model<S: Real> {
    let network: Network<S>
    let cost: Cost?
}

/// Where a layer's parts stand.
struct LayerPlaces {
    let weights: Node
    let biases: Node
}

extension EvaluationDecoder {
    /// `{"layers": […], "cost": …}`
    mutating func decodeModel<S: Evaluable>(_ node: Node, _ memory: EvaluationMemory<S>) -> Model<S>? {
        let members =
            endpoint.needsTargets
            ? reader.members(of: node, required: Names.network)
            : reader.members(of: node, required: Names.layers, optional: Names.cost)
        guard let members else { return nil }
        let cost = members["cost"].flatMap { named($0, of: Cost.self, called: "cost") }
        guard let layersNode = members["layers"], let nodes = reader.elements(of: layersNode, "an array of layers")
        else {
            return nil
        }
        for node in nodes where !reader.isFull {
            guard let (layer, place) = decodeLayer(node, memory) else { continue }
            memory.layers.append(layer)
            memory.places.append(place)
        }
        guard memory.layers.count == nodes.count else { return nil }
        do throws(ShapeError) {
            return Model(network: try memory.network(), cost: cost)
        } catch {
            for fault in error.faults { note(fault, layersNode, memory.places) }
            return nil
        }
    }

    /// `{"weights": [[…], …], "biases": […], "activation": …}`
    private mutating func decodeLayer<S: Evaluable>(
        _ node: Node, _ memory: EvaluationMemory<S>
    ) -> (Layer<S>, LayerPlaces)? {
        guard let members = reader.members(of: node, required: Names.layer) else { return nil }
        let arena = memory.workspace.arena
        let weights = members["weights"].flatMap { node in
            reader.rows(node, as: S.self) { rows, columns, fill in arena.matrix(rows: rows, columns: columns, fill) }
        }
        let biases = members["biases"].flatMap { node in
            reader.numbers(node, as: S.self) { count, fill in arena.matrix(rows: 1, columns: count, fill) }
        }
        let activation = members["activation"].flatMap { named($0, of: Activation.self, called: "activation") }
        guard let weights, let biases, let activation, let weightsNode = members["weights"],
            let biasesNode = members["biases"]
        else { return nil }
        let layer = Layer(weights: weights, biases: biases, activation: activation)
        return (layer, LayerPlaces(weights: weightsNode, biases: biasesNode))
    }

    /// A name, or an object with the name and its parameters.
    private mutating func named<Choice: RawRepresentable & CaseIterable>(
        _ node: Node, of type: Choice.Type, called noun: String
    ) -> Choice? where Choice.RawValue == String {
        guard reader.isObject(node) else { return reader.choice(node, of: type, called: noun) }
        return reader.members(of: node, required: Names.function)?["name"].flatMap {
            reader.choice($0, of: type, called: noun)
        }
    }

    /// Tells where in the document a shape does not fit.
    private mutating func note(_ fault: ShapeFault, _ layers: Node, _ places: [LayerPlaces]) {
        switch fault {
        case .noLayers:
            reader.note(layers, "expected at least one layer")
        case .emptyLayer(let layer):
            reader.note(places[layer - 1].weights, "expected at least one neuron with at least one weight")
        case .weights(let layer, let expected, let found):
            let firstRow = reader.elements(of: places[layer - 1].weights)?.first ?? places[layer - 1].weights
            reader.note(
                firstRow,
                "expected \(counted(expected, "number")), one per neuron of layer \(layer - 1), found \(found)")
        case .biases(let layer, let expected, let found):
            let detail = "expected \(counted(expected, "number")), one per row of weights, found \(found)"
            reader.note(places[layer - 1].biases, detail)
        }
    }
}
