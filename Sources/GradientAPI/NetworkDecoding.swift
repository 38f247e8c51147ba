internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// A network and its cost, as a document defines them.
struct Model<S: Real> {
    let network: Network<S>
    let cost: Cost?
}

/// Where a layer's parts stand, or what stands for them.
struct LayerPlaces {
    let weights: NumberSource
    let biases: NumberSource
}

extension EvaluationDecoder {
    /// `{"layers": […], "cost": …}`
    mutating func decodeModel<S: Evaluable>(_ node: Node, _ memory: EvaluationMemory<S>) -> Model<S>? {
        let last: NetworkMember = endpoint.needsTargets ? .cost : .layers
        guard let members = reader.members(of: node, required: last) else { return nil }
        let cost = members[.cost].flatMap { named($0, of: Cost.self, called: "cost") }
        guard let layersNode = members[.layers], var layers = reader.elements(of: layersNode, "an array of layers")
        else {
            return nil
        }
        var index = 0
        while !reader.isFull, let layer = reader.next(of: &layers) {
            decodeLayer(layer, index, memory)
            index += 1
        }
        checkLayerNumbers(layersNode, count: layers.count)
        guard memory.layers.count == layers.count else { return nil }
        do throws(ShapeError) {
            return Model(network: try memory.network(), cost: cost)
        } catch {
            for fault in error.faults { note(fault, layersNode, memory.places) }
            return nil
        }
    }

    /// `{"weights": [[…], …], "biases": […], "activation": …}`, one more of the layers in memory.
    private mutating func decodeLayer<S: Evaluable>(_ node: Node, _ index: Int, _ memory: EvaluationMemory<S>) {
        guard let members = layerMembers(node) else { return }
        let arena = memory.workspace.arena
        let weightsSource = source(.weights, members, node, index)
        let weights = weightsSource.flatMap { matrix($0, in: arena) }
        let biasesSource = source(.biases, members, node, index)
        let biases = biasesSource.flatMap { vector($0, in: arena) }
        let activation = members[.activation].flatMap { named($0, of: Activation.self, called: "activation") }
        guard let weights, let biases, let activation, let weightsSource, let biasesSource else { return }
        memory.layers.append(Layer(weights: weights, biases: biases, activation: activation))
        memory.places.append(LayerPlaces(weights: weightsSource, biases: biasesSource))
    }

    /// A layer's members; tensors may stand for all but one, and what is missing then is told where it is used.
    mutating func layerMembers(_ node: Node) -> Members<LayerMember>? {
        reader.members(of: node, required: tensors == nil ? .biases : .activation)
    }

    /// A name, or an object with the name and its parameters.
    private mutating func named<Choice: RawRepresentable & CaseIterable>(
        _ node: Node, of type: Choice.Type, called noun: String
    ) -> Choice? where Choice.RawValue == String {
        guard reader.isObject(node) else { return reader.choice(node, of: type, called: noun) }
        return reader.members(of: node, required: FunctionMember.name)?[.name].flatMap {
            reader.choice($0, of: type, called: noun)
        }
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
        case .biases(let layer, let expected, let found):
            let detail = "expected \(counted(expected, "number")), one per row of weights, found \(found)"
            reader.note(places[layer - 1].biases.node, detail)
        }
    }
}
