import Testing

@testable import Backpropagation

@Suite("Every activation and every cost")
struct FunctionVectorTests {
    @Test func `are in 3,000 networks and more`() {
        #expect(FunctionVector.all.count >= 3000)
        let used = Set(FunctionVector.all.flatMap { $0.activations.map(\.name) })
        #expect(used == Set(Activation.names))
        #expect(Set(FunctionVector.all.map(\.cost.name)) == Set(Cost.names))
    }

    /// Every number to 1e-12 of itself; one that is small by cancellation, to a few units in the last place of what has
    /// cancelled, which is about 1.
    @Test(arguments: Activation.names)
    func `have PyTorch's derivatives`(activation: String) throws {
        for vector in FunctionVector.all where vector.activations[0].name == activation {
            let (found, expected) = (try vector.results(Double.self), vector.expected)
            #expect(isNear([found.cost], [expected.cost]), "\(vector.testDescription): cost")
            #expect(isNear(found.gradient, expected.gradient), "\(vector.testDescription): gradient")
            #expect(isNear(found.norms, expected.norms), "\(vector.testDescription): norms")
            #expect(isNear(found.hessian_vector, expected.hessian_vector), "\(vector.testDescription): Hessian")
            #expect(isNear(found.jacobian_vector, expected.jacobian_vector), "\(vector.testDescription): Jacobian")
        }
    }

    /// To 4 units in the last place for the square root of the terms of the sums, of the largest number beside it.
    @Test(arguments: Activation.names)
    func `have PyTorch's derivatives in float32`(activation: String) throws {
        for vector in FunctionVector.all where vector.activations[0].name == activation {
            let (found, expected) = (try vector.results(Float.self).gradient, vector.expected.gradient_float32)
            let terms = Double(vector.inputs.count * vector.vector.count)
            let allowed = 4 * 0x1p-23 * terms.squareRoot() * max(1, expected.map { abs($0) }.max() ?? 0)
            let wrong = zip(found, expected).filter { !(abs($0 - $1) <= allowed) }
            #expect(wrong.isEmpty, "\(vector.testDescription)")
        }
    }
}

private func isNear(_ numbers: [Double], _ expected: [Double]) -> Bool {
    let floor = 2e-15 * max(1, expected.map { abs($0) }.max() ?? 0)
    return numbers.count == expected.count
        && zip(numbers, expected).allSatisfy { abs($0 - $1) <= max(1e-12 * abs($1), floor) }
}
