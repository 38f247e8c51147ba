internal import JSON

/// The members of each kind of object. Those that must be there come first.
enum DocumentMember: Int, MemberKey {
    case network, examples, `return`, precision, reduction, nonFinite

    static let names = MemberNames("network", "examples", "return", "precision", "reduction", "non_finite")
}

enum NetworkMember: Int, MemberKey {
    case layers, cost

    static let names = MemberNames("layers", "cost")
}

enum LayerMember: Int, MemberKey {
    case activation, weights, biases

    static let names = MemberNames("activation", "weights", "biases")
}

/// A function that may have parameters some day.
enum FunctionMember: Int, MemberKey {
    case name

    static let names = MemberNames("name")
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
}

/// An example.
enum ExampleMember: Int, ExampleKey {
    case input, target

    static let names = MemberNames("input", "target")
}

/// Columns of examples.
enum ColumnsMember: Int, ExampleKey {
    case input, target

    static let names = MemberNames("inputs", "targets")
}
