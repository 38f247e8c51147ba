internal import Backpropagation
internal import JSON
internal import LinearAlgebra
internal import Safetensors

/// Inputs, n × width of layer 0, and targets, n × width of layer L, where there are any.
struct Examples<S: Real>: Sendable {
    let inputs: Matrix<S>
    let targets: Matrix<S>?
    /// 1 × n, where examples have weights.
    let weights: Matrix<S>?
}

extension EvaluationDecoder {
    /// `[{"input", "target"}, …]`, or columns: `{"inputs", "targets"}`, or, with no node, columns that are tensors of
    /// these names.
    mutating func decodeExamples<S: Evaluable>(
        _ node: Node?, _ model: Model<S>?, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        let inputs = Width(count: model?.network.inputs, each: "one per input of layer 1")
        let count: Int? = model.flatMap { model in
            model.lacksCost ? nil : model.cost?.targets(outputs: model.network.outputs) ?? model.network.outputs
        }
        let targets = Width(
            count: count,
            each: count == model?.network.outputs
                ? "one per neuron of the last layer" : "one for every two neurons of the last layer",
            takesClasses: model.flatMap { $0.lacksCost ? nil : $0.cost?.takesClasses ?? false })
        guard let node else { return tensorColumns(inputs, targets, memory) }
        return reader.isObject(node) ? columns(node, inputs, targets, memory) : list(node, inputs, targets, memory)
    }

    /// How many numbers a row must have, if the network is known, and what each stands for.
    private struct Width {
        let count: Int?
        let each: String
        /// Whether the number of a class may stand for a row; `nil` where that is not known.
        var takesClasses: Bool? = false
    }

    private mutating func columns<S: Evaluable>(
        _ node: Node, _ input: Width, _ target: Width, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        guard let members = members(of: node, ColumnsMember.self) else { return nil }
        let inputs = members[.input].flatMap { source($0) }
        let targets = members[.target].flatMap { source($0) }
        let weights = members[.weight].flatMap { source($0) }
        return columns(inputs, targets, weights, input, target, memory)
    }

    private mutating func tensorColumns<S: Evaluable>(
        _ input: Width, _ target: Width, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        guard tensors != nil else { return nil }
        let inputs = column("inputs")
        let targets = endpoint.needsTargets || tensors?["targets"] != nil ? column("targets") : nil
        let weights = tensors?["weights"] != nil ? column("weights") : nil
        return columns(inputs, targets, weights, input, target, memory)
    }

    private mutating func columns<S: Evaluable>(
        _ inputSource: NumberSource?, _ targetSource: NumberSource?, _ weightSource: NumberSource?, _ input: Width,
        _ target: Width, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        let arena = memory.workspace.arena
        let inputs = inputSource.flatMap { matrix($0, columns: input.count, each: input.each, in: arena) }
        let targets = targetSource.flatMap { source -> Matrix<S>? in
            guard source.tensor == nil, target.takesClasses != false, reader.isArrayOfNumbers(source.node) else {
                return matrix(source, columns: target.count, each: target.each, in: arena)
            }
            return target.takesClasses == nil ? nil : classes(source, target.count ?? 0, in: arena)
        }
        if let inputs, let inputSource, inputs.rows == 0 {
            reader.note(inputSource.node, "expected at least one example")
        }
        if let inputs, let targets, let targetSource, inputs.rows != targets.rows {
            let detail = "expected \(counted(inputs.rows, "row")), one per input, found \(targets.rows)"
            reader.note(targetSource.node, detail)
            return nil
        }
        let weights = weightSource.flatMap { vector($0, count: inputs?.rows, each: "one per example", in: arena) }
        guard let inputs, targets != nil || !endpoint.needsTargets else { return nil }
        return Examples(inputs: inputs, targets: targets, weights: weights)
    }

    /// Rows that are 1 for a class and else 0, of an array of classes.
    private mutating func classes<S: Evaluable>(_ source: NumberSource, _ m: Int, in arena: Arena<S>) -> Matrix<S>? {
        guard let classes = reader.wholeNumbers(source.node) else { return nil }
        guard var nodes = reader.elements(of: source.node) else { return nil }
        for number in classes {
            guard let node = reader.next(of: &nodes) else { break }
            if number >= m { reader.note(node, Self.noClass(number, m)) }
        }
        if classes.contains(where: { $0 >= m }) { return nil }
        return arena.matrix(rows: classes.count, columns: m) { span in
            for i in span.indices { span[i] = classes[i / m] == i % m ? 1 : 0 }
        }
    }

    private static func noClass(_ number: Int, _ m: Int) -> String {
        "there is no class \(number); they are counted from 0 to \(m - 1), as the neurons of the last layer are"
    }

    private mutating func list<S: Evaluable>(
        _ node: Node, _ input: Width, _ target: Width, _ memory: EvaluationMemory<S>
    ) -> Examples<S>? {
        guard var nodes = reader.elements(of: node, "an array of examples, or an object of columns") else { return nil }
        if nodes.isEmpty { reader.note(node, "expected at least one example") }
        let room = reader.mostNumbers(in: node)
        memory.inputs.reserve(min(room, (input.count ?? 0).times(nodes.count)))
        memory.targets.reserve(min(room, (target.count ?? 0).times(nodes.count)))
        var (weights, index): ([S], Int) = ([], 0)
        while !reader.isFull, let example = reader.next(of: &nodes) {
            guard let members = members(of: example, ExampleMember.self) else { continue }
            if let node = members[.input] {
                append(node, columns: input.count, each: input.each, to: &memory.inputs)
            }
            if let node = members[.target] { appendTarget(node, target, to: &memory.targets) }
            if let node = members[.weight] {
                // Those before it have none of their own.
                weights += [S](repeating: 1, count: max(0, index - weights.count))
                weights.append(reader.number(node) ?? 1)
            }
            index += 1
        }
        guard reader.findings.isEmpty else { return nil }
        let targets = memory.targets.rows
        if targets > 0, targets < memory.inputs.rows {
            reader.note(node, "expected a target for every example, or for none; found \(targets)")
            return nil
        }
        let arena = memory.workspace.arena
        if !weights.isEmpty { weights += [S](repeating: 1, count: index - weights.count) }
        return Examples(
            inputs: arena.matrix(memory.inputs), targets: targets > 0 ? arena.matrix(memory.targets) : nil,
            weights: weights.isEmpty ? nil : Matrix(row: weights))
    }

    /// A row of targets, or the number of a class.
    private mutating func appendTarget<S: Evaluable>(_ node: Node, _ target: Width, to rows: inout NumberRows<S>) {
        guard target.takesClasses != false, reader.kind(of: node) == .number else {
            return append(node, columns: target.count, each: target.each, to: &rows)
        }
        guard target.takesClasses != nil, let m = target.count else { return }
        guard let number = reader.wholeNumber(node) else { return }
        guard number < m else { return reader.note(node, Self.noClass(number, m)) }
        rows.append(m) { row in
            for j in row.indices { row[j] = j == number ? 1 : 0 }
        }
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
