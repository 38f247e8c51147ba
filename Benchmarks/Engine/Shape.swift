import Backpropagation
import LinearAlgebra

/// A network of numbers like those of a trained one, and examples.
struct Shape<S: Real> {
    let widths: [Int]
    let examples: Int
    let network: Network<S>
    let x: Matrix<S>
    let y: Matrix<S>

    init(_ widths: [Int], examples: Int, _ activation: Activation) throws {
        (self.widths, self.examples) = (widths, examples)
        let layers = (1..<widths.count).map { l in
            let size = 1 / S(widths[l - 1]).squareRoot()
            return Layer(
                weights: Self.numbers(widths[l], widths[l - 1], size: size),
                biases: Self.numbers(1, widths[l], size: 1),
                activation: activation)
        }
        network = try Network(layers)
        x = Self.numbers(examples, widths[0], size: 1)
        y = Self.numbers(examples, network.outputs, size: 1)
    }

    /// Between −size and size, by a fixed rule.
    private static func numbers(_ rows: Int, _ columns: Int, size: S) -> Matrix<S> {
        let numbers = (0..<rows * columns).map { (i: Int) -> S in size * (S((i * 7919 + 104_729) % 2003) / 1001 - 1) }
        return Matrix(rows: rows, columns: columns, elements: numbers)
    }

    /// What forward and backward pass take, without ∂C/∂a⁰: two operations for each multiplication.
    var operations: Double {
        let weights = network.layers.map { $0.neurons * $0.inputs }
        return 2 * Double(examples) * Double(3 * weights.reduce(0, +) - weights[0])
    }

    func evaluate(in workspace: Workspace<S>) throws {
        workspace.reset()
        let forward = try network.forward(x, in: workspace)
        _ = try network.backward(forward, Objective(.squaredError, y), inputGradients: false, in: workspace)
    }

    /// The gradient, a product with the Hessian, the gradients of all examples, and their lengths: each with its passes.
    func derivatives(in workspace: Workspace<S>) throws -> [() throws -> Void] {
        let objective = Objective(Cost.squaredError, y)
        let direction = Direction.parameters(network.vector)
        func passes() throws -> (ForwardPass<S>, BackwardPass<S>) {
            workspace.reset()
            let forward = try network.forward(x, in: workspace)
            return (forward, try network.backward(forward, objective, inputGradients: false, in: workspace))
        }
        return [
            { _ = try passes() },
            {
                workspace.reset()
                let products = Products(network, try network.forward(x, in: workspace), in: workspace)
                _ = products.hessian(objective).product(direction)
            },
            {
                let (forward, backward) = try passes()
                for k in 0..<examples { _ = network.exampleGradient(k, forward, backward, in: workspace) }
            },
            {
                let (forward, backward) = try passes()
                _ = backward.exampleGradientNorms(forward)
            },
        ]
    }

    /// The same products and nothing else, each a call of the library.
    @unsafe func multiply(_ memory: UnsafeMutablePointer<S>, _ weights: UnsafePointer<S>, _ a: UnsafePointer<S>) {
        let n = examples
        for l in 1..<widths.count {
            let (k, m) = (widths[l - 1], widths[l])
            unsafe S.gemm(
                rows: n, columns: m, depth: k, alpha: 1, a, transposeA: false, aStride: k, weights, transposeB: true,
                bStride: k, beta: 0, memory, cStride: m)
            unsafe S.gemm(
                rows: m, columns: k, depth: n, alpha: 1, a, transposeA: true, aStride: m, a, transposeB: false,
                bStride: k, beta: 0, memory, cStride: k)
            if l == 1 { continue }
            unsafe S.gemm(
                rows: n, columns: k, depth: m, alpha: 1, a, transposeA: false, aStride: m, weights, transposeB: false,
                bStride: k, beta: 0, memory, cStride: k)
        }
    }
}
