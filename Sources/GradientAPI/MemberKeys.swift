internal import JSON

/// The members of each kind of object. Those that must be there come first.
enum DocumentMember: Int, MemberKey {
    case network, examples, precision, reduction, nonFinite

    static let names = MemberNames("network", "examples", "precision", "reduction", "non_finite")
}

/// Those of a document, and what an evaluation returns.
enum EvaluationMember: Int, MemberKey {
    case `return` = 5

    static let names = MemberNames("network", "examples", "precision", "reduction", "non_finite", "return")
}

/// Those of a document, and what is to be explained.
enum ExplanationMember: Int, MemberKey {
    case parameters = 5

    static let names = MemberNames("network", "examples", "precision", "reduction", "non_finite", "parameters")
}

/// Those of a document, and what is to be nudged.
enum NudgeMember: Int, MemberKey {
    case parameter = 5, nudges, example

    static let names = MemberNames(
        "network", "examples", "precision", "reduction", "non_finite", "parameter", "nudges", "example")
}

/// Those of a document, and what is to be verified.
enum VerificationMember: Int, MemberKey {
    case gradient = 5, relativeTolerance, absoluteTolerance

    static let names = MemberNames(
        "network", "examples", "precision", "reduction", "non_finite", "gradient", "relative_tolerance",
        "absolute_tolerance")
}

/// Those of a document, and which products are asked for.
enum ProductsMember: Int, MemberKey {
    case kind = 5, of, withRespectTo, vectors

    static let names = MemberNames(
        "network", "examples", "precision", "reduction", "non_finite", "kind", "of", "with_respect_to", "vectors")
}

/// A weight, a bias, a slope or an activation.
enum VariableMember: Int, MemberKey {
    case layer, weight, bias, activation, slope

    static let names = MemberNames("layer", "weight", "bias", "activation", "slope")
}

/// A gradient, and one of its layers.
enum GradientMember: Int, MemberKey {
    case layers

    static let names = MemberNames("layers")
}

enum GradientLayerMember: Int, MemberKey {
    case weights, biases, slopes

    static let names = MemberNames("weights", "biases", "slopes")
}

enum NetworkMember: Int, MemberKey {
    case layers, cost, classWeights, penalty

    static let names = MemberNames("layers", "cost", "class_weights", "penalty")
}

enum LayerMember: Int, MemberKey {
    case activation, weights, biases, slopes

    static let names = MemberNames("activation", "weights", "biases", "slopes")
}

enum PenaltyMember: Int, MemberKey {
    case l1, l2

    static let names = MemberNames("l1", "l2")
}

/// What stands for an array that is a tensor.
enum TensorMember: Int, MemberKey {
    case tensor

    static let names = MemberNames("tensor")
}

/// Inputs, and the targets that not every route needs.
protocol ExampleKey: MemberKey {
    static var input: Self { get }
    static var target: Self { get }
    static var weight: Self { get }
}

/// An example.
enum ExampleMember: Int, ExampleKey {
    case input, target, weight

    static let names = MemberNames("input", "target", "weight")
}

/// Columns of examples.
enum ColumnsMember: Int, ExampleKey {
    case input, target, weight

    static let names = MemberNames("inputs", "targets", "weights")
}
