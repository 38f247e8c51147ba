import Backpropagation
import CMallocCount
import LinearAlgebra
import Testing

@Suite("Workspace")
struct WorkspaceTests {
    /// Everything that the engine computes of a network and examples.
    struct Evaluation<S: Real> {
        let forward: ForwardPass<S>
        let costs: Matrix<S>
        let backward: BackwardPass<S>

        var numbers: [S] {
            let layers = [forward.weightedSums, forward.activations, backward.weightedSums, backward.activations]
            let others = [costs, backward.gradient.vector, backward.inputs].compactMap { $0 }
            return layers.flatMap { $0.flatMap(\.elements) } + others.flatMap(\.elements)
        }
    }

    /// A network of numbers by a fixed rule, and examples.
    struct Case<S: Real> {
        let network: Network<S>
        let x: Matrix<S>
        let y: Matrix<S>
        let cost: Cost

        init(_ widths: [Int], _ activations: [Activation], _ cost: Cost, examples: Int) throws {
            func numbers(_ rows: Int, _ columns: Int) -> Matrix<S> {
                let elements = (0..<rows * columns).map { S(($0 * 7919 + 13) % 1009) / 1009 - 0.5 }
                return Matrix(rows: rows, columns: columns, elements: elements)
            }
            network = try Network(
                (1..<widths.count).map { l in
                    Layer(
                        weights: numbers(widths[l], widths[l - 1]), biases: numbers(1, widths[l]),
                        activation: activations[(l - 1) % activations.count])
                })
            let targets = cost.targets(outputs: network.outputs) ?? 0
            (x, y) = (numbers(examples, widths[0]), numbers(examples, targets))
            self.cost = cost
        }

        func evaluate(in workspace: Workspace<S>) throws -> Evaluation<S> {
            let forward = try network.forward(x, in: workspace)
            let objective = Objective(cost, y)
            let costs = forward.exampleCosts(objective, in: workspace)
            let backward = try network.backward(forward, objective, inputGradients: true, in: workspace)
            return Evaluation(forward: forward, costs: costs, backward: backward)
        }
    }

    static func cases() throws -> [Case<Double>] {
        [
            try Case([1, 1, 1, 1], [.sigmoid], .squaredError, examples: 1),
            try Case([4, 16, 16, 3], [.tanh, .relu, .softmax], .crossEntropyFromLogits, examples: 8),
            try Case([3, 5, 4], [.identity, .softmax], .halfSquaredError, examples: 7),
            try Case([30, 70, 20], [.sigmoid, .identity], .binaryCrossEntropyFromLogits, examples: 1500),
        ]
    }

    @Test func `memory that has been used gives the same bits`() throws {
        let workspace = Workspace<Double>()
        let cases = try Self.cases()
        let fresh = try cases.map { try $0.evaluate(in: Workspace()).numbers }
        for _ in 0..<3 {
            for (one, expected) in zip(cases, fresh) {
                workspace.reset()
                #expect(try one.evaluate(in: workspace).numbers == expected)
            }
        }
    }

    @Test func `nothing is read that was not written`() throws {
        for one in try Self.cases() {
            let workspace = Workspace<Double>()
            _ = workspace.arena.matrix(rows: 1, columns: 1_000_000) { span in
                for i in span.indices { span[i] = .nan }
            }
            workspace.reset()
            let evaluation = try one.evaluate(in: workspace)
            #expect(!evaluation.numbers.contains { $0.isNaN })
            let gradient = one.network.exampleGradient(0, evaluation.forward, evaluation.backward, in: workspace)
            #expect(!gradient.vector.elements.contains { $0.isNaN })
        }
    }

    @Test func `results that are kept stay what they are`() throws {
        let workspace = Workspace<Double>()
        let cases = try Self.cases()
        let kept = try cases.map { one in
            workspace.reset()
            return try one.evaluate(in: workspace)
        }
        for (one, evaluation) in zip(cases, kept) {
            #expect(evaluation.numbers == (try one.evaluate(in: Workspace()).numbers))
        }
    }

    /// So large that every step is split.
    @Test(arguments: Cost.all)
    func `threads do not change a bit`(cost: Cost) throws {
        let last: Activation = cost == .crossEntropyFromLogits ? .identity : .softmax
        let one = try Case<Float>([40, 150, 90], [.sigmoid, .tanh, last], cost, examples: 1100)
        let expected = try one.evaluate(in: Workspace()).numbers.map(\.bitPattern)
        #expect(try one.evaluate(in: Workspace(workers: .all)).numbers.map(\.bitPattern) == expected)
    }

    /// From the second evaluation on. (Without optimisation, steps that could be split put their closures there.)
    @Test(.enabled(if: malloc_is_counted() != 0)) func `no memory is taken a second time`() throws {
        #if DEBUG
            let cases = try Self.cases().filter { $0.x.rows < 100 }
        #else
            let cases = try Self.cases()
        #endif
        for one in cases {
            let workspace = Workspace<Double>()
            func evaluate() throws {
                workspace.reset()
                let evaluation = try one.evaluate(in: workspace)
                for k in 0..<2 where k < one.x.rows {
                    _ = one.network.exampleGradient(k, evaluation.forward, evaluation.backward, in: workspace)
                }
            }
            for _ in 0..<3 { try evaluate() }
            let before = malloc_count()
            for _ in 0..<10 { try evaluate() }
            let taken = malloc_count() - before
            #expect(before > 0)
            #expect(taken == 0)
        }
    }
}
