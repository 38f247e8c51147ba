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
    mutating func decodeExamples<S: Real & BinaryFormat>(_ node: Node, _ network: Network<S>?) -> Examples<S>? {
        let inputs = Width(count: network?.inputs, each: "one per input of layer 1")
        let targets = Width(count: network?.outputs, each: "one per neuron of the last layer")
        return reader.isObject(node) ? columns(node, inputs, targets) : list(node, inputs, targets)
    }

    /// How many numbers a row must have, if the network is known, and what each stands for.
    private struct Width {
        let count: Int?
        let each: String
    }

    private mutating func columns<S: Real & BinaryFormat>(_ node: Node, _ input: Width, _ target: Width) -> Examples<S>?
    {
        guard let members = members(of: node, "inputs", "targets") else { return nil }
        let inputs = members["inputs"].flatMap { reader.rows($0, columns: input.count, each: input.each, as: S.self) }
        let targets = members["targets"].flatMap {
            reader.rows($0, columns: target.count, each: target.each, as: S.self)
        }
        if let inputs, inputs.rows == 0 { reader.note(members["inputs"] ?? node, "expected at least one example") }
        if let inputs, let targets, inputs.rows != targets.rows {
            let detail = "expected \(counted(inputs.rows, "row")), one per input, found \(targets.rows)"
            reader.note(members["targets"] ?? node, detail)
            return nil
        }
        guard let inputs, targets != nil || !endpoint.needsTargets else { return nil }
        return Examples(inputs: Matrix(inputs), targets: targets.map { Matrix($0) })
    }

    private mutating func list<S: Real & BinaryFormat>(_ node: Node, _ input: Width, _ target: Width) -> Examples<S>? {
        guard let nodes = reader.elements(of: node, "an array of examples, or an object of columns") else { return nil }
        if nodes.isEmpty { reader.note(node, "expected at least one example") }
        var (inputs, targets) = (NumberRows<S>(), NumberRows<S>())
        let room = reader.mostNumbers(in: node)
        inputs.reserve(min(room, (input.count ?? 0).times(nodes.count)))
        targets.reserve(min(room, (target.count ?? 0).times(nodes.count)))
        for example in nodes where !reader.isFull {
            guard let members = members(of: example, "input", "target") else { continue }
            if let node = members["input"] { reader.append(node, columns: input.count, each: input.each, to: &inputs) }
            if let node = members["target"] {
                reader.append(node, columns: target.count, each: target.each, to: &targets)
            }
        }
        guard reader.findings.isEmpty else { return nil }
        if targets.rows > 0, targets.rows < inputs.rows {
            reader.note(node, "expected a target for every example, or for none; found \(targets.rows)")
            return nil
        }
        return Examples(inputs: Matrix(inputs), targets: targets.rows > 0 ? Matrix(targets) : nil)
    }

    private mutating func members(of node: Node, _ input: StaticString, _ target: StaticString) -> Members? {
        let required = endpoint.needsTargets ? [input, target] : [input]
        return reader.members(of: node, required: required, optional: endpoint.needsTargets ? [] : [target])
    }
}

extension Matrix where Scalar: BinaryFormat {
    init(_ rows: NumberRows<Scalar>) {
        self.init(rows: rows.rows, columns: rows.columns, elements: rows.elements)
    }
}
