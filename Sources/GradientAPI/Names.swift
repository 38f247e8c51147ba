/// The members that documents have, by name.
enum Names {
    static let document: [StaticString] = networkAlone + examples
    /// What a document has in any case, where tensors may stand for the examples.
    static let networkAlone: [StaticString] = ["network"]
    static let examples: [StaticString] = ["examples"]
    static let options: [StaticString] = ["return", "precision", "reduction", "non_finite"]
    static let layers: [StaticString] = ["layers"]
    static let cost: [StaticString] = ["cost"]
    static let network = layers + cost
    static let layer: [StaticString] = parameters + activation
    static let parameters: [StaticString] = ["weights", "biases"]
    static let activation: [StaticString] = ["activation"]
    /// An example, and columns of examples: what every route needs, and what those need that know a cost.
    static let example = ExampleNames("input", "target")
    static let columns = ExampleNames("inputs", "targets")
    static let function: [StaticString] = ["name"]
    static let tensor: [StaticString] = ["tensor"]
}

/// The names of inputs and of targets.
struct ExampleNames: Sendable {
    let inputs, targets, both: [StaticString]

    init(_ inputs: StaticString, _ targets: StaticString) {
        (self.inputs, self.targets, both) = ([inputs], [targets], [inputs, targets])
    }
}
