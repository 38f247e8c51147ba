internal import Backpropagation
internal import JSON

/// A function as documents name it.
protocol DocumentFunction: NamedFunction {
    static var namesInDocuments: Names { get }
}

extension Activation: DocumentFunction { static let namesInDocuments = Names(names) }
extension Cost: DocumentFunction { static let namesInDocuments = Names(names) }

/// Activations and costs, as documents name them.
extension EvaluationDecoder {
    /// A name, or an object with the name and the function's parameters.
    mutating func function<F: DocumentFunction>(_ node: Node, of type: F.Type, called noun: String) -> F? {
        guard reader.isObject(node) else {
            guard reader.kind(of: node) == .string else {
                reader.expected("a string or an object", at: node)
                return nil
            }
            guard let function = named(node, of: type, called: noun) else { return nil }
            return !function.needsParameters || isComplete(function, given: [], node) ? function : nil
        }
        guard let entries = reader.entries(of: node) else { return nil }
        guard let name = entries.first(where: { $0.name == "name" }) else {
            reader.note(node, "missing member \"name\"")
            return nil
        }
        guard let function = named(name.value, of: type, called: noun) else { return nil }
        return parameters(of: function, entries.filter { $0.name != "name" }, node)
    }

    private mutating func named<F: DocumentFunction>(_ node: Node, of _: F.Type, called noun: String) -> F? {
        if let place = reader.place(of: node, among: F.namesInDocuments) { return F.all[place] }
        let others = F.all.flatMap { function in
            function.description.alsoCalled.map { (spelling: $0, name: function.name) }
        }
        reader.noteUnknown(noun, at: node, known: F.names, others: others)
        return nil
    }

    /// The function with the parameters that are given.
    private mutating func parameters<F: DocumentFunction>(of function: F, _ entries: [Reader.Entry], _ node: Node) -> F?
    {
        let known = function.description.parameters
        var constants = function.constants
        for entry in entries {
            guard let place = known.firstIndex(where: { $0.name == entry.name }) else {
                let names = known.map { "\"\($0.name)\"" }.joined(separator: " and ")
                let has = known.isEmpty ? "no parameters" : "no such parameter; it has \(names)"
                let others = function.description.ofLayer.map { " of its own; \"\($0.name)\" are the layer's" } ?? ""
                reader.note(entry.key, "\(function.name) has \(has)\(others)")
                return nil
            }
            guard let value = value(of: known[place], entry.value) else { return nil }
            constants[place] = value
        }
        guard isComplete(function, given: entries.map(\.name), node) else { return nil }
        let result = function.with(constants)
        if let fault = result.fault {
            reader.note(node, fault)
            return nil
        }
        return result
    }

    private mutating func value(of parameter: Parameter, _ node: Node) -> Double? {
        if parameter.isFlag {
            return reader.boolean(node).map { $0 == (parameter.choices[0] == "true") ? 0 : 1 }
        }
        if !parameter.choices.isEmpty {
            if let place = parameter.choices.firstIndex(where: { reader.isString(node, $0) }) { return Double(place) }
            reader.noteUnknown("value of \"\(parameter.name)\"", at: node, known: parameter.choices)
            return nil
        }
        guard let number = reader.number(node, as: Double.self) else { return nil }
        if parameter.domain.allows(number) { return number }
        reader.note(node, "expected \(parameter.domain.expectation), found \(number)")
        return nil
    }

    /// Whether all is given that has no value of its own.
    private mutating func isComplete<F: DocumentFunction>(_ function: F, given: [String], _ node: Node) -> Bool {
        let needed = function.description.parameters.filter { $0.standard == nil }.map(\.name)
        guard let missing = needed.first(where: { !given.contains($0) }) else { return true }
        let members = needed.map { ", \"\($0)\": …" }.joined()
        reader.note(
            node, "\(function.name) needs its parameter \"\(missing)\": {\"name\": \"\(function.name)\"\(members)}")
        return false
    }
}
