internal import JSON

/// The members that documents have, by name.
enum Names {
    static let document = MemberNames(required: ["network", "examples"], optional: options)
    /// Where tensors may stand for the examples.
    static let documentOfTensors = MemberNames(required: ["network"], optional: ["examples"] + options)
    private static let options: [StaticString] = ["return", "precision", "reduction", "non_finite"]
    static let network = MemberNames(required: ["layers", "cost"])
    static let networkWithoutCost = MemberNames(required: ["layers"], optional: ["cost"])
    /// Where it does not matter yet what is missing.
    static let networkSoFar = MemberNames(optional: ["layers", "cost"])
    static let layer = MemberNames(required: ["weights", "biases", "activation"])
    /// Where tensors may stand for the weights and biases.
    static let layerOfTensors = MemberNames(required: ["activation"], optional: ["weights", "biases"])
    /// An example, and columns of examples.
    static let example = ExampleNames("input", "target")
    static let columns = ExampleNames("inputs", "targets")
    static let function = MemberNames(required: ["name"])
    static let tensor = MemberNames(required: ["tensor"])
}

/// The names of inputs and of targets.
struct ExampleNames: Sendable {
    let inputs, targets: StaticString
    /// What those routes need that know a cost.
    let both: MemberNames
    /// What every route needs, and what may be there.
    let withoutTargets: MemberNames
    /// Where it does not matter yet what is missing.
    let soFar: MemberNames

    init(_ inputs: StaticString, _ targets: StaticString) {
        (self.inputs, self.targets) = (inputs, targets)
        both = MemberNames(required: [inputs, targets])
        withoutTargets = MemberNames(required: [inputs], optional: [targets])
        soFar = MemberNames(optional: [inputs, targets])
    }
}
