import LinearAlgebra
import Testing

@testable import Backpropagation

@Suite("Numerical care")
struct NumericalCareTests {
    /// By 50-digit arithmetic (mpmath): σ′, where a − a² has lost half of its digits and more.
    @Test(arguments: [
        (0.5, 0.2350037122015945), (1, 0.19661193324148185), (5, 0.006648056670790155), (10, 4.5395807735951673e-05),
        (20, 2.061153613941849e-09), (30, 9.357622968838423e-14), (-10, 4.5395807735951673e-05),
        (-30, 9.357622968838423e-14), (40, 4.248354255291589e-18), (700, 9.85967654375977e-305),
    ])
    func `the derivative of the sigmoid keeps its digits`(z: Double, expected: Double) {
        let (z, slope) = (Matrix([[z]]), Matrix([[1.0]]))
        let a = Matrix.made(rows: 1, columns: 1) { Activation.sigmoid.fill($0, z.view, .one) }
        let delta = Matrix.made(rows: 1, columns: 1) {
            Activation.sigmoid.fill(pullback: $0, z.view, a.view, slope.view, .one)
        }
        #expect(isClose(delta.elements, [expected], relative: 2e-15))
    }

    /// By 50-digit arithmetic (mpmath): 1 / cosh² z.
    @Test(arguments: [
        (0.5, 0.7864477329659274), (1, 0.4199743416140261), (5, 0.0001815832309438067),
        (10, 8.244614455767397e-09), (-20, 1.6993417021166355e-17),
    ])
    func `the derivative of tanh keeps its digits`(z: Double, expected: Double) {
        #expect(isClose([Tanh.derivative(z, Double.tanh(z), Constants(.zero))], [expected], relative: 2e-15))
    }

    /// By 50-digit arithmetic (mpmath): ∂C/∂z = σ(z) − y, though a is rounded to 1 and the clamps of the cost apply.
    @Test(arguments: [
        (14.0, 0.9999991684719723), (17, 0.9999999586006245), (20, 0.9999999979388464), (40, 1), (700, 1),
    ])
    func `a certain and wrong output is told so`(z: Double, expected: Double) throws {
        func bias<S: Real>(_ z: S) throws -> S {
            let network = try Network([
                Layer(weights: Matrix([[1 as S]]), biases: Matrix(row: [0]), activation: .sigmoid)
            ])
            let pass = try network.forward(Matrix([[z]]))
            let backward = try network.backward(
                pass, Objective(.binaryCrossEntropy, Matrix([[0]])), inputGradients: false)
            return backward.gradient.biases[0][0, 0]
        }
        #expect(isClose([try bias(z)], [expected], relative: 2e-15))
        #expect(abs(Double(try bias(Float(z))) - expected) <= 6e-8)
    }

    @Test(arguments: [1e3, -1e3, 1e308, -1e308])
    func `extreme weighted sums give finite activations and derivatives`(z: Double) {
        for activation in Activation.all {
            let z = Matrix([[z, 0]])
            let a = activation.activations(z)
            let numbers = a.elements + activation.pullback(z, a, Matrix([[1, -1]])).elements
            #expect(numbers.filter { !$0.isFinite } == [], "\(activation)")
        }
    }

    @Test func `a kink has PyTorch's value`() {
        #expect(ReLU.derivative(0.0, 0, Constants(.zero)) == 0)
        #expect(ReLU.derivative(-0.0, 0, Constants(.zero)) == 0)
        #expect(ReLU.derivative(Double.leastNonzeroMagnitude, 0, Constants(.zero)) == 1)
    }

    /// One neuron nearly certain and right: δ = a − y = −Σ of the others, which rounding would lose in 1 − a.
    @Test func `softmax and cross entropy keep a small error's digits`() {
        let z = Matrix([[40.0, 0, -1]])
        let a = Activation.softmax.activations(z)
        let delta = Activation.softmax.pullback(z, a, Cost.crossEntropy.slope(a, Matrix([[1, 0, 0]])))
        let others = 4.2483542552915889e-18 + 1.5628821893349888e-18  // e⁻⁴⁰ and e⁻⁴¹ over a sum of 1 + 5.8e-18
        #expect(isClose([delta[0, 0]], [-others], relative: 1e-14))
    }

    @Test func `cross entropy from logits keeps a small cost's digits`() {
        let costs = Cost.crossEntropyFromLogits.exampleCosts(Matrix([[40.0, 0, -1]]), Matrix([[1, 0, 0]]))
        #expect(isClose(costs.elements, [4.2483542552915889e-18 + 1.5628821893349888e-18], relative: 1e-14))
    }

    /// σ(a) − 1 = −σ(−a), by 50-digit arithmetic (mpmath).
    @Test(arguments: [(20, -2.0611536181902037e-9), (30, -9.357622968839299e-14), (40, -4.248354255291589e-18)])
    func `slopes from logits keep their digits where an output is nearly right`(a: Double, expected: Double) {
        let binary = Cost.binaryCrossEntropyFromLogits.slope(Matrix([[a, -a]]), Matrix([[1, 0]])).elements
        #expect(isClose(binary, [expected, -expected], relative: 1e-15))
        let categorical = Cost.crossEntropyFromLogits.slope(Matrix([[a, 0]]), Matrix([[1, 0]])).elements
        #expect(isClose(categorical, [expected, -expected], relative: 1e-15))
    }

    /// By 50-digit arithmetic (mpmath): y just below 1, and targets that are no distribution.
    @Test func `costs and slopes from logits keep their digits for fractional targets`() {
        for (a, y, expected) in [(40, 1 - 0x1p-53, 4.445140452755918e-15), (1e12, 1 - 0x1p-40, 0.9094947017729282)] {
            let costs = Cost.binaryCrossEntropyFromLogits.exampleCosts(Matrix([[a]]), Matrix([[y]]))
            #expect(isClose(costs.elements, [expected], relative: 1e-15))
        }
        let slope = Cost.crossEntropyFromLogits.slope(Matrix([[0, 50]]), Matrix([[1e-9, 0.5]]))
        #expect(isClose([slope[0, 1]], [9.999999999999037e-10], relative: 1e-15))
    }

    @Test func `a squared error is halved before it overflows`() {
        #expect(Cost.halfSquaredError.exampleCosts(Matrix([[1.8e154]]), Matrix([[0]])).elements == [1.62e308])
    }

    @Test func `costs from logits neither overflow nor lose a large cost`() {
        let (a, y) = (Matrix([[1000.0, -1000]]), Matrix([[0.0, 1]]))
        #expect(Cost.crossEntropyFromLogits.exampleCosts(a, y).elements == [2000])
        #expect(Cost.crossEntropyFromLogits.slope(a, y).elements == [1, -1])
        #expect(Cost.binaryCrossEntropyFromLogits.exampleCosts(a, y).elements == [2000])
        #expect(Cost.binaryCrossEntropyFromLogits.slope(a, y).elements == [1, -1])
    }

    /// PyTorch: the logarithm stops at −100 and the divisor at 1e-12.
    @Test func `binary cross entropy of a certain and wrong output is 100`() {
        let (a, y) = (Matrix([[0.0, 1]]), Matrix([[1.0, 0]]))
        #expect(Cost.binaryCrossEntropy.exampleCosts(a, y).elements == [200])
        #expect(Cost.binaryCrossEntropy.slope(a, y).elements == [-1e12, 1e12])
    }

    @Test func `an output outside the domain of the logarithm is noticed`() {
        let y = Matrix([[1.0]])
        #expect(Cost.binaryCrossEntropy.exampleCosts(Matrix([[-0.5]]), y)[0, 0].isNaN)
        #expect(Cost.binaryCrossEntropy.exampleCosts(Matrix([[1.5]]), Matrix([[0.0]]))[0, 0].isNaN)
        #expect(Cost.crossEntropy.exampleCosts(Matrix([[-0.5]]), y)[0, 0].isNaN)
        #expect(Cost.crossEntropy.exampleCosts(Matrix([[0.0]]), y).elements == [.infinity])
    }

    @Test(arguments: [1.0, 1e-200, 1e155])
    func `the length of a gradient is there where its square is not`(scale: Double) throws {
        let layer = Layer(weights: Matrix([[3 * scale, 0]]), biases: Matrix(row: [0.0]), activation: .identity)
        let network = try Network([layer])
        let pass = try network.forward(Matrix([[1.0, 2]]))
        let backward = try network.backward(
            pass, Objective(.halfSquaredError, Matrix(row: [0])), inputGradients: false)
        let expected = 3 * scale * 6.0.squareRoot()
        #expect(abs(backward.exampleGradientNorms(pass)[0, 0] - expected) <= 1e-15 * expected)
    }
}
