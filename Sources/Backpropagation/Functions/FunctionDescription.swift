import LinearAlgebra

/// What there is to know of an activation or a cost beside its numbers. Formulas are in LaTeX.
public struct FunctionDescription: Sendable {
    /// As documents name it.
    public let name: String
    public let formula: String
    public let derivative: String
    public let secondDerivative: String
    /// In the order in which the function takes them; at most two.
    public let parameters: [Parameter]
    /// Numbers that are no part of the function, but of the layer that it is the activation of, and have a gradient.
    public let ofLayer: Parameter?
    /// What others call it.
    public let alsoCalled: [String]

    init(
        _ name: String, _ formula: String, derivative: String, second: String, _ parameters: Parameter...,
        ofLayer: Parameter? = nil, alsoCalled: [String] = []
    ) {
        (self.name, self.formula, self.derivative, secondDerivative) = (name, formula, derivative, second)
        (self.parameters, self.ofLayer, self.alsoCalled) = (parameters, ofLayer, alsoCalled)
    }

    var needsParameters: Bool { ofLayer != nil || parameters.contains { $0.standard == nil } }

    /// The parameters as they are unless others are given; those that must be given are 0.
    var standards: SIMD2<Double> {
        var constants = SIMD2<Double>()
        for (i, parameter) in parameters.enumerated() { constants[i] = parameter.standard ?? 0 }
        return constants
    }
}

/// A function that documents name: an activation or a cost.
public protocol NamedFunction: Sendable, Equatable {
    /// All of them, each with its parameters as they are unless others are given; those that must be given are 0.
    static var all: [Self] { get }

    /// Theirs, in the same order.
    static var names: [String] { get }

    var name: String { get }

    /// Whether one of its parameters, or of its layer's, must be given.
    var needsParameters: Bool { get }

    var description: FunctionDescription { get }

    /// Its parameters, 0 where there is none.
    var constants: SIMD2<Double> { get }

    /// The same function with other parameters.
    func with(_ constants: SIMD2<Double>) -> Self

    /// Why its parameters do not go together; `nil` where they do.
    var fault: String? { get }
}

extension NamedFunction {
    /// - Returns: `nil` where none has that name.
    public init?(named name: String) {
        guard let place = Self.names.firstIndex(of: name) else { return nil }
        self = Self.all[place]
    }

    public var fault: String? { nil }

    static func of(_ name: String) -> Self {
        guard let function = Self(named: name) else { preconditionFailure("there is no \(name)") }
        return function
    }
}

/// A number that a function takes beside its arguments.
public struct Parameter: Sendable {
    public let name: String
    /// As the formulas call it, in LaTeX.
    public let symbol: String
    /// `nil` where it must be given.
    public let standard: Double?
    public let domain: Domain
    /// Names that stand for 0, 1, …, where it is no number.
    public let choices: [String]
    /// Whether it is true or false.
    public var isFlag: Bool { choices.contains("true") }

    /// What a parameter may be.
    public enum Domain: Sendable {
        case any, positive, notNegative, fraction

        public func allows(_ number: Double) -> Bool {
            switch self {
            case .any: true
            case .positive: number > 0
            case .notNegative: number >= 0
            case .fraction: (0...1).contains(number)
            }
        }

        /// In words.
        public var expectation: String {
            switch self {
            case .any: "a number"
            case .positive: "a number above 0"
            case .notNegative: "a number from 0 on"
            case .fraction: "a number from 0 to 1"
            }
        }
    }

    init(_ name: String, _ symbol: String, _ standard: Double? = nil, _ domain: Domain = .any) {
        (self.name, self.symbol, self.standard, self.domain) = (name, symbol, standard, domain)
        choices = []
    }

    /// The first choice is the standard one.
    init(_ name: String, choices: String...) {
        (self.name, symbol, standard, domain) = (name, "", 0, .any)
        self.choices = choices
    }
}

/// The numbers that a function takes beside its arguments, in a format.
struct Constants<S: Real> {
    let first, second: S

    init(_ constants: SIMD2<Double>) { (first, second) = (S(constants.x), S(constants.y)) }

    init(first: S) { (self.first, second) = (first, 0) }
}
