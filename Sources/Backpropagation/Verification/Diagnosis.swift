public import LinearAlgebra

/// What a wrong gradient looks like.
extension Verification {
    /// Mistakes that explain every number of the claim, each to the tolerance; or, where none does, from which layer down
    /// it is wrong. Empty where it agrees, or looks like nothing that is known.
    ///
    /// - Parameters:
    ///   - workers: who computes the gradients that the mistakes would give, some hundred at most
    ///   - checkpoint: asked before each of them
    /// - Throws: What `checkpoint` throws.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public func diagnosis(
        _ workers: Workers = .one, checkpoint: Checkpoint = {}
    ) throws(Cancelled) -> [Mistake] {
        // All zeros are the gradient of many things.
        guard !agrees, claimed.span.indices.contains(where: { claimed.span[$0] != 0 }),
            let wrong = lowestRightLayer.map({ $0 - 1 }), wrong > 0
        else { return [] }
        if areRight({ $0.weights..<$0.slopes }) { return [.wrongSlopes(layer: wrong)] }
        let found =
            scaled() + (try otherCosts(workers, checkpoint)) + (try deviations(wrong, workers, checkpoint))
            + (try unsummedBiases(workers, checkpoint)) + (try stale(workers, checkpoint))
        if !found.isEmpty { return found }
        return wrong < network.layers.count ? [.wrongFromLayer(wrong)] : []
    }

    /// The lowest of the layers that, with all above them, are right; L + 1 where layer L is wrong, `nil` where the claim
    /// holds what is no number.
    private var lowestRightLayer: Int? {
        guard claimed.span.indices.allSatisfy({ claimed.span[$0].isFinite }) else { return nil }
        var l = network.layers.count
        while l > 0, isRight(layer: l) { l -= 1 }
        return l + 1
    }

    private func isRight(layer l: Int) -> Bool {
        tolerance.allows(claimed, for: expected, in: network.layers[l - 1].parameters)
    }

    /// Whether some parameters of every layer are right.
    private func areRight(_ parameters: (LayerShape) -> Range<Int>) -> Bool {
        network.layers.allSatisfy { tolerance.allows(claimed, for: expected, in: parameters($0)) }
    }

    private func fits(_ gradient: Matrix<Scalar>?) -> Bool {
        gradient.map { tolerance.allows(claimed, for: $0) } ?? false
    }

    // MARK: Each kind of mistake

    private func scaled() -> [Mistake] {
        var (both, square) = (0.0, 0.0)
        for i in 0..<expected.count {
            let (g, c) = (Double(expected.span[i]), Double(claimed.span[i]))
            (both, square) = (both + g * c, square + g * g)
        }
        let factor = both / square
        // With one number alone any claim would be some times what it should be.
        let tellingCount = (0..<expected.count).count { Double(abs(expected.span[$0])) > 1e3 * tolerance.absolute }
        guard factor.isFinite, factor != 0, tellingCount > 1 else { return [] }
        let n = Double(pass.inputs.rows)
        let known = [2, 0.5, n, 1 / n, -1]
        let nearest = known.first { abs(factor / $0 - 1) <= tolerance.relative } ?? factor
        let times = Matrix.made(rows: 1, columns: expected.count) {
            $0.fill(expected.view) { Scalar(Double($0) * nearest) }
        }
        return fits(times) ? [.constantFactor(nearest)] : []
    }

    /// The first of the other costs whose gradient it is: where the same is another's too, that is the plainest.
    private func otherCosts(_ workers: Workers, _ checkpoint: Checkpoint) throws(Cancelled) -> [Mistake] {
        for other in Cost.all
        where other.name != objective.cost.name && !isProportional(other) && takesSameTargets(other) {
            let gradient = try backward.gradient(objective.with(other), .none, workers, checkpoint)
            if fits(gradient) { return [.differentCost(other)] }
        }
        return []
    }

    /// Whether another cost's gradient is this one's but for a factor, which `scaled` tells of.
    private func isProportional(_ other: Cost) -> Bool {
        let squares: [Cost] = [.squaredError, .halfSquaredError, .meanSquaredError]
        return squares.contains(objective.cost) && squares.contains(other)
    }

    private func takesSameTargets(_ other: Cost) -> Bool {
        other.targets(outputs: network.outputs) == objective.targets.columns
            && (objective.outputWeights == nil || other.classWeighting == .outputs)
    }

    /// - Parameter wrong: the highest layer that is wrong
    private func deviations(
        _ wrong: Int, _ workers: Workers, _ checkpoint: Checkpoint
    ) throws(Cancelled) -> [Mistake] {
        var candidates: [(Mistake, Deviation)] = []
        for layer in [wrong, nil] {
            candidates += [
                (.missingActivationDerivative(layer: layer), .missingDerivative(layer: layer)),
                (.activationDerivativeOfActivation(layer: layer), .derivativeOfActivation(layer: layer)),
            ]
        }
        // What goes wrong on the way down from a layer leaves that one right.
        if wrong < network.layers.count {
            for layer in [wrong + 1, nil] {
                candidates.append((.transposedWeights(layer: layer), .transposedWeights(layer: layer)))
            }
            for j in 0..<min(network.layers[wrong].neurons, mostPaths) {
                candidates.append(
                    (.singlePath(layer: wrong + 1, neuron: j), .singlePath(layer: wrong + 1, neuron: j)))
            }
            candidates.append((.singlePath(layer: nil, neuron: 0), .singlePath(layer: nil, neuron: 0)))
        }
        var found: [Mistake] = []
        for (mistake, deviation) in candidates {
            // One layer alone is the simpler explanation of the same numbers.
            if found.contains(where: { $0.isSameKind(as: mistake) }) { continue }
            if fits(try backward.gradient(objective, deviation, workers, checkpoint)) { found.append(mistake) }
        }
        return found
    }

    private var mostPaths: Int { 64 }

    private var backward: DeviantBackward<Scalar> {
        DeviantBackward(network: network, pass: pass)
    }

    /// Where all weights and slopes are right, and the biases are an example's δ, divided by n or not.
    private func unsummedBiases(_ workers: Workers, _ checkpoint: Checkpoint) throws(Cancelled) -> [Mistake] {
        let n = pass.inputs.rows
        guard n > 1, areRight({ $0.weights..<$0.biases }), areRight({ $0.slopes..<$0.parameters.upperBound }) else {
            return []
        }
        let delta = try network.backward(
            pass, objective, inputGradients: false, in: Workspace(workers: workers), checkpoint: checkpoint
        ).weightedSums
        for k in 0..<n {
            for divisor in [1, objective.divisor] {
                let fits = network.layers.indices.allSatisfy { l in
                    let layer = network.layers[l]
                    let range = layer.biases..<layer.biases + layer.neurons
                    return tolerance.allows(claimed, for: expected, in: range)
                        || (0..<layer.neurons).allSatisfy { j in
                            tolerance.allows(claimed[0, layer.biases + j], for: delta[l][k, j] / divisor)
                        }
                }
                if fits { return [.biasesNotSummed(example: k)] }
            }
        }
        return []
    }
}

extension Mistake {
    fileprivate func isSameKind(as other: Mistake) -> Bool {
        switch (self, other) {
        case (.missingActivationDerivative, .missingActivationDerivative),
            (.activationDerivativeOfActivation, .activationDerivativeOfActivation),
            (.transposedWeights, .transposedWeights), (.singlePath, .singlePath):
            true
        default: false
        }
    }
}
