import Backpropagation
import LinearAlgebra
import Testing

@Suite("Golden vectors")
struct GoldenVectorTests {
    @Test func `are 500 networks with the lesson's activations and costs`() {
        #expect(Golden.all.count == 500)
        let pairs = Set(
            Golden.all.map { "\($0.request.network.layers.last?.activation ?? "") \($0.request.network.cost)" })
        #expect(pairs.count == 5 * 6)
    }

    /// Every entry to 1e-12 of itself; an entry that is 0 by cancellation to 1e-15 of the largest beside it.
    @Test(arguments: Golden.all)
    func `agree with every number`(golden: Golden) throws {
        let evaluation = try Evaluated(golden, Double.self)
        let expected = golden.response
        #expect(isClose([evaluation.cost], [expected.cost]))
        #expect(isClose(evaluation.exampleCosts.elements, expected.example_costs))
        for (l, layer) in expected.layers.enumerated() {
            #expect(isClose(evaluation.forward.weightedSums[l].elements, layer.weighted_sums.flatMap(\.self)))
            #expect(isClose(evaluation.forward.activations[l].elements, layer.activations.flatMap(\.self)))
        }
        for (l, layer) in expected.gradient.layers.enumerated() {
            #expect(isClose(evaluation.backward.gradient.weights[l].elements, layer.weights.flatMap(\.self)))
            #expect(isClose(evaluation.backward.gradient.biases[l].elements, layer.biases))
        }
    }

    /// The same in float32: a unit in the last place is 1.2e-7, and sums of hundreds of terms cancel.
    @Test(arguments: Golden.all)
    func `agree with every number, in float32`(golden: Golden) throws {
        let gradient = try Evaluated(golden, Float.self).backward.gradient
        for (l, layer) in golden.response.gradient.layers.enumerated() {
            let weights = gradient.weights[l].elements.map(Double.init)
            #expect(isClose(weights, layer.weights.flatMap(\.self), relative: 1e-4, absolute: 2e-5))
            #expect(isClose(gradient.biases[l].elements.map(Double.init), layer.biases, relative: 1e-4, absolute: 2e-5))
        }
    }

    /// ∂C/∂p ≈ (C(p + h) − C(p − h)) / 2h, whose error is about h² and the rounding of C over h.
    @Test(arguments: Golden.all.filter { $0.parameters <= 60 })
    func `agree with central differences of the cost`(golden: Golden) throws {
        let gradient = try Evaluated(golden, Double.self).backward.gradient.vector.elements
        let h = 1e-5
        let differences = try (0..<golden.parameters).map { p in
            (try golden.cost(moving: p, by: h) - golden.cost(moving: p, by: -h)) / (2 * h)
        }
        #expect(isClose(gradient, differences, relative: 1e-6, absolute: 1e-6))
    }
}

/// Whether every number is within `relative` of the expected one, or within `absolute` of the largest expected one.
func isClose(_ numbers: [Double], _ expected: [Double], relative: Double = 1e-12, absolute: Double = 1e-15) -> Bool {
    guard numbers.count == expected.count else { return false }
    let floor = absolute * (expected.map { abs($0) }.max() ?? 0)
    return zip(numbers, expected).allSatisfy { abs($0 - $1) <= max(relative * abs($1), floor) }
}
