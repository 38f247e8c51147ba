import Backpropagation
import LinearAlgebra
import Testing

@Suite("Worked by hand")
struct WorkedByHandTests {
    static func layer(_ weights: [[Double]], _ biases: [Double], _ activation: Activation) -> Layer<Double> {
        Layer(weights: Matrix(weights), biases: Matrix(row: biases), activation: activation)
    }

    static func run(
        _ layers: [Layer<Double>], _ cost: Cost, _ x: [[Double]], _ y: [[Double]], _ reduction: Reduction = .mean
    ) throws -> (cost: Double, forward: ForwardPass<Double>, backward: BackwardPass<Double>) {
        let network = try Network(layers)
        let forward = try network.forward(Matrix(x))
        let objective = Objective(cost, Matrix(y), reduction)
        let costs = forward.exampleCosts(objective)
        let backward = try network.backward(forward, objective, inputGradients: true)
        return (objective.cost(costs, network), forward, backward)
    }

    /// z = 0, a = σ(0) = ½, C = (½ − 1)² = ¼, δ = 2(½ − 1)·½·½ = −¼, ∂C/∂a⁰ = wδ: all exact in binary.
    @Test func `one neuron`() throws {
        let (cost, forward, backward) = try Self.run(
            [Self.layer([[3]], [-6], .sigmoid)], .squaredError, [[2]], [[1]])
        #expect(cost == 0.25)
        #expect(forward.weightedSums[0].elements == [0])
        #expect(forward.outputs.elements == [0.5])
        #expect(backward.gradient.weights[0].elements == [-0.5])
        #expect(backward.gradient.biases.map(\.elements) == [[-0.25]])
        #expect(backward.inputs?.elements == [-0.75])
    }

    /// A hidden neuron reaches the cost along two paths: ∂C/∂a = 1·2(2 − 1) + 3·2(6 − 4) = 2 + 12 = 14.
    @Test func `a sum over paths`() throws {
        let layers = [Self.layer([[2]], [0], .identity), Self.layer([[1], [3]], [0, 0], .identity)]
        let (cost, _, backward) = try Self.run(layers, .squaredError, [[1]], [[1, 4]])
        #expect(cost == 1 + 4)
        #expect(backward.activations[0].elements == [14])
        #expect(backward.gradient.weights[0].elements == [14])
        #expect(backward.gradient.weights[1].elements == [4, 8])
    }

    /// C₁ = 1, C₂ = 9; δ = 2, 6 on inputs 1, 2: Σ δx = 14, Σ δ = 8; the mean halves them, the sum does not.
    @Test func `a mean over examples, and a sum`() throws {
        let layers = [Self.layer([[1]], [0], .identity)]
        let mean = try Self.run(layers, .squaredError, [[1], [2]], [[0], [-1]])
        #expect(mean.cost == 5)
        #expect(mean.backward.gradient.vector.elements == [7, 4])
        #expect(mean.backward.weightedSums[0].elements == [2, 6])
        let sum = try Self.run(layers, .squaredError, [[1], [2]], [[0], [-1]], .sum)
        #expect(sum.cost == 10)
        #expect(sum.backward.gradient.vector.elements == [14, 8])
    }

    /// The lesson's chain. The digits are those of PyTorch 2 in float64; 50-digit arithmetic agrees to 1e-15.
    @Test func `the chain of three neurons, every digit`() throws {
        let layers = zip([0.5, -0.3, 0.8], [0.1, 0.2, -0.1]).map { Self.layer([[$0]], [$1], .sigmoid) }
        let (cost, _, backward) = try Self.run(layers, .squaredError, [[1]], [[1]])
        #expect(cost == 0.18083700434435465)
        let weights = backward.gradient.weights.map(\.elements)
        #expect(weights == [[0.0028534470484115285], [-0.026842555204136608], [-0.10426374635253585]])
        let biases = backward.gradient.biases.map(\.elements)
        #expect(biases == [[0.0028534470484115285], [-0.041574061842663046], [-0.20787237384897442]])
    }

    @Test func `the gradients of the examples average to the gradient`() throws {
        let layers = [Self.layer([[1, -2], [0.5, 0.25]], [0, 1], .relu), Self.layer([[2, -1]], [0.5], .identity)]
        let network = try Network(layers)
        let (x, y) = (
            Matrix<Double>([[1, 0.5], [2, 4], [-1, 3], [0.25, 8]]), Matrix<Double>([[1], [0], [2], [-4]])
        )
        let forward = try network.forward(x)
        let backward = try network.backward(forward, Objective(.squaredError, y), inputGradients: false)
        let vectors = (0..<4).map { network.exampleGradient($0, forward, backward).vector.elements }
        let mean = vectors[0].indices.map { p in vectors.reduce(0) { $0 + $1[p] } / 4 }
        #expect(mean == backward.gradient.vector.elements)
        #expect(backward.inputs == nil)
    }
}
