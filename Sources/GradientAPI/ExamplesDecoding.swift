internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// Inputs, n × width of layer 0, and targets, n × width of layer L, where there are any.
struct Examples<S: Real>: Sendable {
    let inputs: Matrix<S>
    let targets: Matrix<S>?
}

extension EvaluationDecoder {
    /// `[{"input", "target"}, …]`, or columns: `{"inputs", "targets"}`
    mutating func decodeExamples<S: Evaluable>(
        _ node: Node, _ network: Network<S>?, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        let inputs = Width(count: network?.inputs, each: "one per input of layer 1")
        let targets = Width(count: network?.outputs, each: "one per neuron of the last layer")
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
        guard let members = members(of: node, Names.columns) else { return nil }
        let inputs = members["inputs"].flatMap { rows($0, input, memory) }
        let targets = members["targets"].flatMap { rows($0, target, memory) }
        if let inputs, inputs.rows == 0 { reader.note(members["inputs"] ?? node, "expected at least one example") }
        if let inputs, let targets, inputs.rows != targets.rows {
            let detail = "expected \(counted(inputs.rows, "row")), one per input, found \(targets.rows)"
            reader.note(members["targets"] ?? node, detail)
            return nil
        }
        guard let inputs, targets != nil || !endpoint.needsTargets else { return nil }
        return Examples(inputs: inputs, targets: targets)
    }

    private mutating func rows<S: Evaluable>(_ node: Node, _ width: Width, _ memory: EvaluationMemory<S>) -> Matrix<S>?
    {
        reader.rows(node, columns: width.count, each: width.each, as: S.self) { rows, columns, fill in
            memory.workspace.arena.matrix(rows: rows, columns: columns, fill)
        }
    }

    private mutating func list<S: Evaluable>(
        _ node: Node, _ input: Width, _ target: Width, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        guard let nodes = reader.elements(of: node, "an array of examples, or an object of columns") else { return nil }
        if nodes.isEmpty { reader.note(node, "expected at least one example") }
        let room = reader.mostNumbers(in: node)
        memory.inputs.reserve(min(room, (input.count ?? 0).times(nodes.count)))
        memory.targets.reserve(min(room, (target.count ?? 0).times(nodes.count)))
        for example in nodes where !reader.isFull {
            guard let members = members(of: example, Names.example) else { continue }
            if let node = members["input"] {
                reader.append(node, columns: input.count, each: input.each, to: &memory.inputs)
            }
            if let node = members["target"] {
                reader.append(node, columns: target.count, each: target.each, to: &memory.targets)
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

    private mutating func members(of node: Node, _ names: ExampleNames) -> Members? {
        endpoint.needsTargets
            ? reader.members(of: node, required: names.both)
            : reader.members(of: node, required: names.inputs, optional: names.targets)
    }
}

extension Arena where Scalar: BinaryFormat {
    fileprivate func matrix(_ rows: NumberRows<Scalar>) -> Matrix<Scalar> {
        matrix(rows: rows.rows, columns: rows.columns) { span in
            for i in rows.elements.indices { span[i] = rows.elements[i] }
        }
    }
}
