import JSON

/// A value of an answer.
indirect enum Value {
    case object([(name: String, value: Value)])
    case array([Value])
    case text(String)
    case number(Double)
    case boolean(Bool)
    case null

    /// - Returns: `nil` where the text is no JSON.
    init?(_ bytes: [UInt8]) {
        guard let document = try? Document(parsing: bytes) else { return nil }
        var reader = Reader(document)
        self.init(reader.root, &reader)
    }

    private init(_ node: Node, _ reader: inout Reader) {
        switch reader.kind(of: node) {
        case .object:
            let entries = reader.entries(of: node) ?? []
            self = .object(entries.map { ($0.name, Value($0.value, &reader)) })
        case .array:
            var values: [Value] = []
            guard var elements = reader.elements(of: node) else {
                self = .null
                return
            }
            if let first = elements.first, reader.kind(of: first) == .number,
                let numbers = reader.numbers(node, as: Double.self)
            {
                self = .array(numbers.map { .number($0) })
                return
            }
            while let element = reader.next(of: &elements) { values.append(Value(element, &reader)) }
            self = .array(values)
        case .string: self = .text(reader.string(node) ?? "")
        case .number: self = reader.number(node, as: Double.self).map { .number($0) } ?? .null
        case .boolean: self = .boolean(reader.boolean(node) ?? false)
        case .null: self = .null
        }
    }

    subscript(_ name: String) -> Value {
        guard case .object(let members) = self else { return .null }
        return members.first { $0.name == name }?.value ?? .null
    }

    var elements: [Value] { if case .array(let elements) = self { elements } else { [] } }
    var isNull: Bool { if case .null = self { true } else { false } }
    var isTrue: Bool { if case .boolean(true) = self { true } else { false } }

    /// As it is written, in one line.
    var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case .boolean(let value): "\(value)"
        case .null: "-"
        case .array(let elements): "(" + elements.map(\.description).joined(separator: ", ") + ")"
        case .object(let members): members.map { "\($0.name) \($0.value.description)" }.joined(separator: ", ")
        }
    }
}
