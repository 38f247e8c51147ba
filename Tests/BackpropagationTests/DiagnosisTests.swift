import LinearAlgebra
import Testing

@testable import Backpropagation

/// Gradients that are wrong in a known way, of 200 networks each, by an implementation of its own.
@Suite("What a wrong gradient looks like")
struct DiagnosisTests {
    typealias Slip = NaiveBackpropagation.Slip

    /// How many of 200 mistaken gradients are told for what they are.
    static func recognised(
        seed: UInt64, activations: [Activation] = [.sigmoid, .tanh], cost: Cost? = nil,
        _ slip: (NaiveBackpropagation, inout SplitMix) -> (claimed: [Double], mistake: Mistake)?
    ) throws -> Int {
        var random = SplitMix(state: seed)
        var (tried, told) = (0, 0)
        while tried < 200 {
            let network = NaiveBackpropagation.random(&random, activations: activations, cost: cost)
            guard let (claimed, mistake) = slip(network, &random) else { continue }
            tried += 1
            let verification = try network.verification(of: claimed)
            let diagnosis = try verification.diagnosis()
            if !verification.agrees, diagnosis.contains(where: { $0.isAlike(mistake) }) { told += 1 }
        }
        return told
    }

    static func check(
        _ slip: Slip, seed: UInt64, activations: [Activation] = [.sigmoid, .tanh],
        _ mistake: (NaiveBackpropagation) -> Mistake
    ) throws -> Int {
        try recognised(seed: seed, activations: activations) { network, _ in
            (network.gradient(slip), mistake(network))
        }
    }

    @Test func `a constant factor`() throws {
        #expect(try Self.check(.half, seed: 1) { _ in .constantFactor(0.5) } >= 198)
        #expect(try Self.check(.negative, seed: 2) { _ in .constantFactor(-1) } >= 198)
        #expect(try Self.check(.sumForMean, seed: 3) { .constantFactor(Double($0.inputs.count)) } >= 198)
        let twice = try Self.recognised(seed: 4) { network, _ in
            (network.gradient().map { 2 * $0 }, .constantFactor(2))
        }
        #expect(twice >= 198)
    }

    @Test func `a missing activation derivative`() throws {
        let told = try Self.recognised(seed: 5) { network, random in
            let layer = Int.random(in: 1...network.layers.count, using: &random)
            return (network.gradient(.noDerivative(layer: layer)), .missingActivationDerivative(layer: layer))
        }
        #expect(told >= 198)
    }

    @Test func `an activation derivative taken of the activation`() throws {
        let told = try Self.recognised(seed: 6) { network, random in
            let layer = Int.random(in: 1...network.layers.count, using: &random)
            return (
                network.gradient(.derivativeOfActivation(layer: layer)), .activationDerivativeOfActivation(layer: layer)
            )
        }
        #expect(told >= 198)
    }

    @Test func `transposed weights`() throws {
        let told = try Self.recognised(seed: 7) { network, _ in
            let l = network.layers.count
            return (network.gradient(.transposed(layer: l)), .transposedWeights(layer: l))
        }
        #expect(told >= 198)
    }

    @Test func `biases not summed`() throws {
        let told = try Self.recognised(seed: 8) { network, random in
            let k = Int.random(in: 0..<network.inputs.count, using: &random)
            return (network.gradient(.oneExamplesBiases(k)), .biasesNotSummed(example: k))
        }
        #expect(told >= 198)
    }

    @Test func `a single path`() throws {
        let told = try Self.recognised(seed: 9) { network, random in
            let l = Int.random(in: 2...network.layers.count, using: &random)
            let j = Int.random(in: network.layers[l - 1].biases.indices, using: &random)
            return (network.gradient(.onePath(layer: l, neuron: j)), .singlePath(layer: l, neuron: j))
        }
        #expect(told >= 198)
    }

    @Test func `wrong from a layer down`() throws {
        let told = try Self.recognised(seed: 10) { network, random in
            var claimed = network.gradient()
            let l = Int.random(in: 1..<network.layers.count, using: &random)
            let end = network.layers[..<l].reduce(0) { $0 + ($1.weights[0].count + 1) * $1.biases.count }
            for i in 0..<end { claimed[i] *= Double.random(in: -3...3, using: &random) }
            return (claimed, .wrongFromLayer(l))
        }
        #expect(told >= 198)
    }

    @Test func `another cost`() throws {
        let told = try Self.recognised(seed: 11, cost: .binaryCrossEntropy) { network, random in
            var other = network
            other.cost = Bool.random(using: &random) ? .squaredError : .halfSquaredError
            return (other.gradient(), .differentCost(other.cost))
        }
        #expect(told >= 198)
    }

    @Test func `a stale forward pass`() throws {
        #expect(try Self.staleTold(seed: 12) >= 198)
    }

    /// A step then takes the weights far, by up to 25, and the cost is steep on both sides of where they were.
    @Test func `a stale forward pass where gradients are long`() throws {
        let told = try Self.staleTold(seed: 16, activations: [.identity, .tanh], cost: .squaredError) { before in
            for l in before.layers.indices {
                before.layers[l].weights = before.layers[l].weights.map { $0.map { 1.5 * $0 } }
            }
        }
        #expect(told >= 198)
    }

    /// The weights take a step, and the gradient stays what it was.
    static func staleTold(
        seed: UInt64, activations: [Activation] = [.sigmoid, .tanh], cost: Cost? = nil,
        _ change: (inout NaiveBackpropagation) -> Void = { _ in }
    ) throws -> Int {
        var random = SplitMix(state: seed)
        var told = 0
        for _ in 0..<200 {
            var before = NaiveBackpropagation.random(&random, activations: activations, cost: cost)
            change(&before)
            let gradient = before.gradient()
            let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let step = min(Double.random(in: 0.01...1, using: &random), 25 / norm)
            let diagnosis = try before.stepped(gradient, by: step).verification(of: gradient).diagnosis()
            if case .staleForwardPass(let found)? = diagnosis.first, abs(found / step - 1) < 1e-3 { told += 1 }
        }
        return told
    }

    @Test func `nothing is wrong with 10,000 right ones`() throws {
        var random = SplitMix(state: 13)
        var wrong = 0
        for _ in 0..<10_000 {
            let network = NaiveBackpropagation.random(&random)
            let verification = try network.verification(of: network.gradient())
            if try !verification.agrees || !verification.diagnosis().isEmpty { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test func `noise looks like nothing`() throws {
        var random = SplitMix(state: 14)
        var diagnosed = 0
        for _ in 0..<500 {
            let network = NaiveBackpropagation.random(&random)
            let noise = network.gradient().map { _ in Double.random(in: -1...1, using: &random) }
            let verification = try network.verification(of: noise)
            if try verification.agrees || !verification.diagnosis().isEmpty { diagnosed += 1 }
        }
        #expect(diagnosed == 0)
    }

    /// z is exactly 0 in layer 1, where relu has no derivative: 0, ½ and 1 are all taken by somebody.
    @Test(arguments: [0, 0.5, 1])
    func `at a kink any of its derivatives is right`(derivative: Double) throws {
        var random = SplitMix(state: 15)
        for _ in 0..<50 {
            var network = NaiveBackpropagation.random(&random, activations: [.relu], cost: .squaredError)
            network.layers[0].biases[0] = 0
            network.layers[0].weights[0] = network.layers[0].weights[0].map { _ in 0 }
            let verification = try network.verification(of: network.gradient(atKink: derivative))
            #expect(verification.agrees)
            #expect(try verification.diagnosis().isEmpty)
        }
    }

    /// What σ′ may be on a kink, and what it may not.
    static let sides: [(String, Double, [Double], [Double])] = [
        ("elu", 0.0, [1.0], [0, 0.5]), ("softsign", 0, [1], [0.5]), ("softplus", 20, [1], [0.5, 0]),
        ("selu", 0, [1.0507009873554805, 1.7580993408473766, 1.4044001641004285], [1, 0.5]),
        ("hardsigmoid", 3, [0, 1 / 6, 1 / 12], [1, 0.5]), ("hardswish", 3, [1, 1.5, 1.25], [0.5, 0]),
        ("leaky_relu", 0, [1, 0.01, 0.505], [0, 0.5]),
    ]

    /// Of a cost ½(a − y)² with a = σ(b) and a − y = 1, where b is on the kink.
    @Test(arguments: sides)
    func `at a kink what neither side has is wrong`(name: String, kink: Double, right: [Double], wrong: [Double]) throws
    {
        let layer = Layer(weights: Matrix([[0.0]]), biases: Matrix(row: [kink]), activation: Activation.of(name))
        let network = try Network([layer])
        let pass = try network.forward(Matrix(row: [0]))
        let target = Matrix(row: [pass.outputs[0, 0] - 1])
        let objective = Objective(.halfSquaredError, target)
        let gradient = try network.backward(pass, objective, inputGradients: false).gradient
        for (derivative, isRight) in right.map({ ($0, true) }) + wrong.map({ ($0, false) }) {
            let verification = try Verification(
                of: Matrix(row: [0, derivative]), network, pass, objective, gradient,
                Tolerance(relative: 1e-6, absolute: 0))
            #expect(verification.agrees == isRight, "\(derivative)")
        }
    }

    /// A cost, λ₁, w, y, and whether a difference by w spans a kink.
    static let ways: [(String, Double, Double, Double, Bool)] = [
        ("absolute_error", 0.0, 1e-6, 0.0, true), ("absolute_error", 0, 0.5, 0, false),
        ("hinge", 0, 1 + 1e-6, 1, true), ("squared_error", 1, 1e-6, 0, true), ("squared_error", 1, 0.5, 0, false),
        ("smooth_l1", 0, 1e-6, 0, false),
    ]

    @Test(arguments: ways)
    func `differences know kinks of the cost and of the penalty`(
        cost: String, l1: Double, weight: Double, target: Double, isKink: Bool
    ) throws {
        let layer = Layer(weights: Matrix([[weight]]), biases: Matrix(row: [0]), activation: .identity)
        let objective = Objective(Cost.of(cost), Matrix(row: [target]), penalty: Penalty(l1: l1, l2: 0))
        let differences = CentralDifferences(try Network([layer]), Matrix(row: [1.0]), objective)
        #expect(differences[.weight(layer: 1, neuron: 0, input: 0)].crossesKink == isKink)
    }
}

extension Mistake {
    /// The same kind in the same place; a factor to the tolerance.
    fileprivate func isAlike(_ other: Mistake) -> Bool {
        if case (.constantFactor(let a), .constantFactor(let b)) = (self, other) { return abs(a / b - 1) < 1e-6 }
        return self == other
    }
}
