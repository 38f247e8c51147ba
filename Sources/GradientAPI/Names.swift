/// The members that documents have, by name.
enum Names {
    static let document: [StaticString] = ["network", "examples"]
    static let options: [StaticString] = ["return", "precision", "reduction", "non_finite"]
    static let layers: [StaticString] = ["layers"]
    static let cost: [StaticString] = ["cost"]
    static let network = layers + cost
    static let layer: [StaticString] = ["weights", "biases", "activation"]
    /// An example, and columns of examples: what every route needs, and what those need that know a cost.
    static let example = ExampleNames("input", "target")
    static let columns = ExampleNames("inputs", "targets")
    static let function: [StaticString] = ["name"]
}

/// The names of inputs and of targets.
struct ExampleNames: Sendable {
    let inputs, targets, both: [StaticString]

    init(_ inputs: StaticString, _ targets: StaticString) {
        (self.inputs, self.targets, both) = ([inputs], [targets], [inputs, targets])
    }
}
