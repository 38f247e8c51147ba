/// A part of an answer, by its name in `return`.
enum Output: String, Sendable, CaseIterable {
    case cost
    case exampleCosts = "example_costs"
    case weightedSums = "weighted_sums"
    case activations
    case gradient
    case gradientVector = "gradient_vector"
    case exampleGradients = "example_gradients"
    case inputGradients = "input_gradients"
    case activationGradients = "activation_gradients"
    case weightedSumGradients = "weighted_sum_gradients"

    /// Whether it takes the backward pass.
    var isDerivative: Bool {
        switch self {
        case .cost, .exampleCosts, .weightedSums, .activations: false
        default: true
        }
    }
}

/// A route that evaluates a network: what it can return, and what it returns unless asked.
struct Endpoint: Sendable {
    let outputs: [Output]
    let defaults: [Output]

    /// Whether targets and a cost must be given.
    var needsTargets: Bool { outputs.contains(.cost) }

    static let gradient = Endpoint(
        outputs: Output.allCases, defaults: [.cost, .exampleCosts, .weightedSums, .activations, .gradient])
    static let activations = Endpoint(
        outputs: [.weightedSums, .activations], defaults: [.weightedSums, .activations])
    static let cost = Endpoint(
        outputs: [.cost, .exampleCosts, .weightedSums, .activations], defaults: [.cost, .exampleCosts])
}

/// What one request may ask for, so that a small body cannot ask for endless work or memory.
public struct EvaluationLimits: Sendable {
    /// Numbers that an answer may hold.
    public var answerNumbers = 1 << 24
    /// Numbers that the passes may keep in memory.
    public var workingNumbers = 1 << 26

    public init() {}
}
