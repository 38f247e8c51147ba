public import LinearAlgebra

/// A gradient that somebody else has computed, beside the one that it should be.
public struct Verification<Scalar: Real> {
    public let network: Network<Scalar>
    let pass: ForwardPass<Scalar>
    let objective: Objective<Scalar>
    public let tolerance: Tolerance
    /// ∇C, and what is claimed to be it; 1 × parameters.
    public let expected, claimed: Matrix<Scalar>
    /// Whether they agree, where a kink has been met with another of its one-sided derivatives too.
    public let agrees: Bool

    /// - Parameters:
    ///   - pass: what `forward` made of the examples
    ///   - gradient: what `backward` made of that
    ///   - claimed: 1 × parameters, in the order of `Gradient.vector`
    ///   - checkpoint: asked before each product
    /// - Throws: What `checkpoint` throws.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public init(
        of claimed: Matrix<Scalar>, _ network: Network<Scalar>, _ pass: ForwardPass<Scalar>,
        _ objective: Objective<Scalar>, _ gradient: Gradient<Scalar>, _ tolerance: Tolerance,
        _ workers: Workers = .one, checkpoint: Checkpoint = {}
    ) throws(Cancelled) {
        precondition(claimed.count == network.parameters)
        (self.network, self.pass, self.objective) = (network, pass, objective)
        (self.tolerance, self.claimed) = (tolerance, claimed)
        expected = gradient.vector
        var agrees = tolerance.allows(claimed, for: gradient.vector)
        if !agrees, pass.meetsKinks {
            let backward = DeviantBackward(network: network, pass: pass)
            for derivative in KinkDerivative.allCases where !agrees {
                let other = try backward.gradient(objective, .kink(derivative), workers, checkpoint)
                agrees = other.map { tolerance.allows(claimed, for: $0) } ?? false
            }
        }
        self.agrees = agrees
    }

    /// Where the largest errors are, beginning with the largest in relation to what was expected and is allowed.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func largestErrors(_ most: Int) -> [Int] {
        let (claimed, expected) = (claimed.span, expected.span)
        var worst: [(place: Int, error: Double)] = []
        for i in 0..<expected.count {
            if tolerance.allows(claimed[i], for: expected[i]) { continue }
            let allowed = tolerance.absolute + tolerance.relative * Double(abs(expected[i]))
            let excess = Double(abs(claimed[i] - expected[i])) / allowed
            let error = excess.isNaN ? .infinity : excess
            if worst.count == most, let last = worst.last, last.error >= error { continue }
            let position = worst.firstIndex { $0.error < error } ?? worst.count
            worst.insert((i, error), at: position)
            if worst.count > most { worst.removeLast() }
        }
        return worst.map(\.place)
    }

    /// Parameters that are not as they should be.
    public var wrongCount: Int { countWrong() }

    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    private func countWrong() -> Int {
        let (claimed, expected) = (claimed.span, expected.span)
        return (0..<expected.count).count { !tolerance.allows(claimed[$0], for: expected[$0]) }
    }

    /// The weight, bias or slope that a place in the vector is.
    public func variable(at place: Int) -> Variable {
        var l = network.layers.count - 1
        while network.layers[l].weights > place { l -= 1 }
        let layer = network.layers[l]
        if place >= layer.slopes { return .slope(layer: l + 1, neuron: place - layer.slopes) }
        if place >= layer.biases { return .bias(layer: l + 1, neuron: place - layer.biases) }
        let within = place - layer.weights
        return .weight(layer: l + 1, neuron: within / layer.inputs, input: within % layer.inputs)
    }
}

extension ForwardPass {
    /// Whether a weighted sum is where σ has a kink.
    var meetsKinks: Bool { !kinks(1).isEmpty }

    /// Where weighted sums lie on kinks, at most so many.
    public func kinks(_ most: Int) -> [(layer: Int, example: Int, neuron: Int)] {
        var found: [(layer: Int, example: Int, neuron: Int)] = []
        for l in layers.indices {
            let kinks = layers[l].activation.kinks
            if kinks.isEmpty { continue }
            let z = weightedSums[l]
            for i in z.span.indices where kinks.contains(Double(z.span[i])) {
                if found.count == most { return found }
                found.append((l + 1, i / z.columns, i % z.columns))
            }
        }
        return found
    }
}
