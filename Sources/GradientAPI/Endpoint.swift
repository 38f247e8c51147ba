internal import Backpropagation
internal import JSON

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
    case exampleGradientNorms = "example_gradient_norms"
}

/// Some of them: a bit for each, since every request asks for some and a hashed set costs a microsecond.
struct Outputs: OptionSet {
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ outputs: [Output]) { self = outputs.reduce(into: []) { $0.insert(Outputs($1)) } }

    private init(_ output: Output) {
        self =
            switch output {
            case .cost: .cost
            case .exampleCosts: .exampleCosts
            case .weightedSums: .weightedSums
            case .activations: .activations
            case .gradient: .gradient
            case .gradientVector: .gradientVector
            case .exampleGradients: .exampleGradients
            case .inputGradients: .inputGradients
            case .activationGradients: .activationGradients
            case .weightedSumGradients: .weightedSumGradients
            case .exampleGradientNorms: .exampleGradientNorms
            }
    }

    static let cost = Outputs(rawValue: 1 << 0)
    static let exampleCosts = Outputs(rawValue: 1 << 1)
    static let weightedSums = Outputs(rawValue: 1 << 2)
    static let activations = Outputs(rawValue: 1 << 3)
    static let gradient = Outputs(rawValue: 1 << 4)
    static let gradientVector = Outputs(rawValue: 1 << 5)
    static let exampleGradients = Outputs(rawValue: 1 << 6)
    static let inputGradients = Outputs(rawValue: 1 << 7)
    static let activationGradients = Outputs(rawValue: 1 << 8)
    static let weightedSumGradients = Outputs(rawValue: 1 << 9)
    static let exampleGradientNorms = Outputs(rawValue: 1 << 10)

    /// Those that are sums over the examples, divided by something.
    static let sums: Outputs = [.cost, .gradient, .gradientVector]

    /// Those that take the backward pass.
    static let derivatives: Outputs = [
        .gradient, .gradientVector, .exampleGradients, .inputGradients, .activationGradients, .weightedSumGradients,
        .exampleGradientNorms,
    ]
}

extension Outputs {
    /// Numbers in an answer that has these.
    func numbers<S>(_ network: Network<S>, examples n: Int) -> Int {
        func of(_ output: Outputs, _ numbers: Int) -> Int { contains(output) ? numbers : 0 }
        let (parameters, neurons) = (network.parameters, n.times(network.neurons))
        return of(.cost, 1).plus(of(.exampleCosts, n))
            .plus(of(.weightedSums, neurons)).plus(of(.activations, neurons))
            .plus(of(.weightedSumGradients, neurons)).plus(of(.activationGradients, neurons))
            .plus(of(.gradient, parameters)).plus(of(.gradientVector, parameters))
            .plus(of(.exampleGradients, n.times(parameters))).plus(of(.exampleGradientNorms, n))
            .plus(of(.inputGradients, n.times(network.inputs)))
    }
}

/// A route that evaluates a network: what it can return, and what it returns unless asked.
struct Endpoint: Sendable {
    let all: Outputs
    let defaults: Outputs
    var asks = Asked.forOutputs

    /// What is asked of an evaluation.
    enum Asked {
        case forOutputs, forExplanation, forNudge, forVerification, forProducts
    }

    /// The members of its documents.
    var members: MemberNames {
        switch asks {
        case .forOutputs: EvaluationMember.names
        case .forExplanation: ExplanationMember.names
        case .forNudge: NudgeMember.names
        case .forVerification: VerificationMember.names
        case .forProducts: ProductsMember.names
        }
    }

    /// Those that it can return, by name.
    var outputs: [Output] { Output.allCases.filter { all.contains(Outputs([$0])) } }

    /// Whether targets and a cost must be given.
    var needsTargets: Bool { all.contains(.cost) }

    static let gradient = Endpoint(
        all: Outputs(Output.allCases), defaults: [.cost, .exampleCosts, .weightedSums, .activations, .gradient])
    static let activations = Endpoint(all: [.weightedSums, .activations], defaults: [.weightedSums, .activations])
    static let cost = Endpoint(
        all: [.cost, .exampleCosts, .weightedSums, .activations], defaults: [.cost, .exampleCosts])
    static let explanation = Endpoint(
        all: [.cost, .gradient, .inputGradients], defaults: [.cost, .gradient, .inputGradients], asks: .forExplanation)
    static let nudge = Endpoint(
        all: [.cost, .gradient, .inputGradients], defaults: [.cost, .gradient, .inputGradients], asks: .forNudge)
    static let verification = Endpoint(
        all: [.cost, .gradient], defaults: [.cost, .gradient], asks: .forVerification)
    /// Of outputs, which need neither a cost nor targets, or of the cost.
    static let products = Endpoint(all: [], defaults: [], asks: .forProducts)
}

/// What one request may ask for, so that a small body cannot ask for endless work or memory.
public struct EvaluationLimits: Sendable {
    /// Numbers that an answer may hold.
    public var answerNumbers = 1 << 24
    /// Numbers that the passes may keep in memory.
    public var workingNumbers = 1 << 26

    public init() {}
}
