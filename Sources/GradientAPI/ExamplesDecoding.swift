internal import Backpropagation
internal import JSON
internal import LinearAlgebra
internal import Safetensors

/// Inputs, n × width of layer 0, and targets, n × width of layer L, where there are any.
struct Examples<S: Real>: Sendable {
    let inputs: Matrix<S>
    let targets: Matrix<S>?
}

extension EvaluationDecoder {
    /// `[{"input", "target"}, …]`, or columns: `{"inputs", "targets"}`, or, with no node, columns that are tensors of
    /// these names.
    mutating func decodeExamples<S: Evaluable>(
        _ node: Node?, _ model: Model<S>?, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        let inputs = Width(count: model?.network.inputs, each: "one per input of layer 1")
        let count = model.map { model in model.cost?.targets(outputs: model.network.outputs) ?? model.network.outputs }
        let targets = Width(
            count: count,
            each: count == model?.network.outputs
                ? "one per neuron of the last layer" : "one for every two neurons of the last layer")
        guard let node else { return tensorColumns(inputs, targets, memory) }
        return reader.isObject(node) ? columns(node, inputs, targets, memory) : list(node, inputs, targets, memory)
    }

    /// How many numbers a row must have, if the network is known, and what each stands for.
    private struct Width {
        let count: Int?
        let each: String
    }

    private mutating func columns<S: Evaluable>(
        _ node: Node, _ input: Width, _ target: Width, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        guard let members = members(of: node, ColumnsMember.self) else { return nil }
        let inputs = members[.input].flatMap { source($0) }
        let targets = members[.target].flatMap { source($0) }
        return columns(inputs, targets, input, target, memory)
    }

    private mutating func tensorColumns<S: Evaluable>(
        _ input: Width, _ target: Width, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        guard tensors != nil else { return nil }
        let inputs = column("inputs")
        let targets = endpoint.needsTargets || tensors?["targets"] != nil ? column("targets") : nil
        return columns(inputs, targets, input, target, memory)
    }

    private mutating func columns<S: Evaluable>(
        _ inputSource: NumberSource?, _ targetSource: NumberSource?, _ input: Width, _ target: Width,
        _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        let arena = memory.workspace.arena
        let inputs = inputSource.flatMap { matrix($0, columns: input.count, each: input.each, in: arena) }
        let targets = targetSource.flatMap { matrix($0, columns: target.count, each: target.each, in: arena) }
        if let inputs, let inputSource, inputs.rows == 0 {
            reader.note(inputSource.node, "expected at least one example")
        }
        if let inputs, let targets, let targetSource, inputs.rows != targets.rows {
            let detail = "expected \(counted(inputs.rows, "row")), one per input, found \(targets.rows)"
            reader.note(targetSource.node, detail)
            return nil
        }
        guard let inputs, targets != nil || !endpoint.needsTargets else { return nil }
        return Examples(inputs: inputs, targets: targets)
    }

    private mutating func list<S: Evaluable>(
        _ node: Node, _ input: Width, _ target: Width, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        guard var nodes = reader.elements(of: node, "an array of examples, or an object of columns") else { return nil }
        if nodes.isEmpty { reader.note(node, "expected at least one example") }
        let room = reader.mostNumbers(in: node)
        memory.inputs.reserve(min(room, (input.count ?? 0).times(nodes.count)))
        memory.targets.reserve(min(room, (target.count ?? 0).times(nodes.count)))
        while !reader.isFull, let example = reader.next(of: &nodes) {
            guard let members = members(of: example, ExampleMember.self) else { continue }
            if let node = members[.input] {
                append(node, columns: input.count, each: input.each, to: &memory.inputs)
            }
            if let node = members[.target] {
                append(node, columns: target.count, each: target.each, to: &memory.targets)
            }
        }
        guard reader.findings.isEmpty else { return nil }
        let targets = memory.targets.rows
        if targets > 0, targets < memory.inputs.rows {
            reader.note(node, "expected a target for every example, or for none; found \(targets)")
            return nil
        }
        let arena = memory.workspace.arena
        return Examples(
            inputs: arena.matrix(memory.inputs), targets: targets > 0 ? arena.matrix(memory.targets) : nil)
    }

    private mutating func members<Key: ExampleKey>(of node: Node, _: Key.Type) -> Members<Key>? {
        reader.members(of: node, required: endpoint.needsTargets ? .target : .input)
    }
}

extension Arena where Scalar: BinaryFormat {
    fileprivate func matrix(_ rows: NumberRows<Scalar>) -> Matrix<Scalar> {
        matrix(rows: rows.rows, columns: rows.columns) { span in
            for i in rows.elements.indices { span[i] = rows.elements[i] }
        }
    }
}
