import LinearAlgebra
import Testing

@testable import Backpropagation

/// A layer's slopes, one for all of its neurons or one for each; PyTorch's derivatives are among the function vectors.
@Suite("Slopes that are learned")
struct PReLUTests {
    static func layer(_ weights: [[Double]], _ biases: [Double], slopes: [Double]) -> Layer<Double> {
        Layer(weights: Matrix(weights), biases: Matrix(row: biases), slopes: Matrix(row: slopes), activation: .prelu)
    }

    /// z¹ = (1, −2) and (2, −3), a¹ = (1, −1) and (2, −1½), z² = −1 and ½, a² = −½ and ½; ∂C/∂a² = −2 and −1, δ² = −1 and
    /// −1, ∂C/∂a¹ = δ²w² = (−2, −1) both times, δ¹ = (−2, −½). All of it is exact in binary.
    static let layers = [
        layer([[1], [-1]], [0, -1], slopes: [0.25, 0.5]), layer([[2, 1]], [-2], slopes: [0.5]),
    ]

    @Test func `two layers, worked by hand`() throws {
        let (cost, forward, backward) = try WorkedByHandTests.run(
            Self.layers, .squaredError, [[1], [2]], [[0.5], [1]])
        #expect(forward.activations.map(\.elements) == [[1, -1, 2, -1.5], [-0.5, 0.5]])
        #expect(cost == (1 + 0.25) / 2)
        #expect(backward.weightedSums.map(\.elements) == [[-2, -0.5, -2, -0.5], [-1, -1]])
        let gradient = backward.gradient
        #expect(gradient.slopes.map(\.elements) == [[0, 2.5], [1]])  // (2 + 3) / 2 and (2 + 0) / 2
        #expect(gradient.vector.elements == [-3, -0.75, -2, -0.5, 0, 2.5, -1.5, 1.25, -1, 1])
    }

    @Test func `a gradient of each example has its own slopes, and is as long as it says`() throws {
        let network = try Network(Self.layers)
        let forward = try network.forward(Matrix([[1], [2]]))
        let backward = try network.backward(
            forward, Objective(.squaredError, Matrix([[0.5], [1]])), inputGradients: false)
        let gradients = [0, 1].map { network.exampleGradient($0, forward, backward) }
        #expect(gradients.map { $0.slopes.map(\.elements) } == [[[0, 2], [2]], [[0, 3], [0]]])
        for (k, gradient) in gradients.enumerated() {
            let length = gradient.vector.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
            #expect(abs(backward.exampleGradientNorms(forward)[0, k] - length) < 1e-15 * length)
        }
    }

    /// z = −1 and −3, ∂C/∂a = 2(−½ − 1) and 2(−1½ − 1): the slope is of both neurons, Σ z ∂C/∂a = 3 + 15.
    @Test func `a slope of all neurons gets the sum over them`() throws {
        let layer = Self.layer([[1], [3]], [0, 0], slopes: [0.5])
        let (_, _, backward) = try WorkedByHandTests.run([layer], .squaredError, [[-1]], [[1, 1]])
        #expect(backward.gradient.slopes[0].elements == [18])
    }

    /// σ′(0) = s, and ∂σ/∂s = 0 there.
    @Test(arguments: [[0.25], [0.25, 7]])
    func `at 0 the derivative is the slope`(slopes: [Double]) throws {
        let layer = Self.layer([[1], [1]], [0, -1], slopes: slopes)
        let (_, _, backward) = try WorkedByHandTests.run([layer], .squaredError, [[0]], [[1, 0]])
        #expect(backward.weightedSums[0][0, 0] == -2 * 0.25)
        #expect(backward.gradient.slopes[0][0, 0] == (slopes.count == 1 ? 0.5 : 0))  // 2(−¼)(−1), of the other
    }

    @Test func `the layers of a network have as many slopes as their activations take`() {
        func faults(_ activation: Activation, _ slopes: [Double]?) -> [ShapeFault] {
            let layer = Layer<Double>(
                weights: Matrix([[1], [2], [3]]), biases: Matrix(row: [1, 2, 3]),
                slopes: slopes.map { Matrix(row: $0) }, activation: activation)
            do throws(ShapeError) { _ = try Network([layer]) } catch { return error.faults }
            return []
        }
        #expect(faults(.prelu, [1]) == [] && faults(.prelu, [1, 2, 3]) == [] && faults(.relu, nil) == [])
        #expect(faults(.prelu, nil) == [.slopes(layer: 1, found: 0)])
        #expect(faults(.prelu, [1, 2]) == [.slopes(layer: 1, found: 2)])
        #expect(faults(.relu, [1]) == [.slopes(layer: 1, found: 1)])
    }

    /// Enough examples that sums are made in halves, by pieces.
    @Test(arguments: [1, 5])
    func `are summed over many examples as over few`(slopes: Int) throws {
        let count = 20_000
        let layer = Self.layer(
            (0..<5).map { [Double($0) - 2, 1] }, [0.5, 0, -0.5, 1, -1], slopes: (0..<slopes).map { 0.25 * Double($0) })
        let network = try Network([layer])
        let few = (0..<8).map { [Double($0 % 5) - 2, Double($0 % 3) - 1] }
        func gradient(_ times: Int, _ workers: Workers) throws -> [Double] {
            let x = Matrix((0..<times).flatMap { _ in few })
            let y = Matrix(rows: x.rows, columns: 5, repeating: 1.0)
            let workspace = Workspace<Double>(workers: workers)
            let forward = try network.forward(x, in: workspace)
            return try network.backward(forward, Objective(.squaredError, y), inputGradients: false, in: workspace)
                .gradient.vector.elements
        }
        let expected = try gradient(1, .one)
        #expect(try gradient(count / 8, .one) == expected)
        #expect(try gradient(count / 8, .all) == expected)
    }
}
