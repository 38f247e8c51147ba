import LinearAlgebra
import Testing

@testable import Backpropagation

@Suite("Activations")
struct ActivationTests {
    /// Each with its parameters as they are, and with others.
    static let all: [Activation] =
        Activation.all.filter { !$0.needsParameters } + [
            Activation.of("leaky_relu").with([0.3, 0]), Activation.of("prelu").with([0.3, 0]),
            Activation.of("elu").with([0.7, 0]),
            Activation.of("celu").with([1.7, 0]), Activation.of("gelu").with([1, 0]),
            Activation.of("softplus").with([2.5, 10]), Activation.of("squareplus").with([0.5, 0]),
            Activation.of("hardtanh").with([-0.5, 2]),
            Activation.of("softshrink").with([0.25, 0]), Activation.of("hardshrink").with([1.5, 0]),
            Activation.of("threshold").with([0.1, 2]),
        ]

    /// Where σ is smooth: away from kinks, and not where its derivatives are too small for differences to see.
    static let places = [-4.3, -2.2, -1.3, -0.7, -0.31, -0.11, 0.13, 0.37, 0.62, 1.4, 2.3, 4.6]

    @Test(arguments: all.filter(\.isElementwise))
    func `have the derivatives that central differences say`(activation: Activation) {
        let h = 1e-3
        for z in Self.places where !activation.kinks.contains(where: { abs($0 - z) < 3 * h }) {
            let (_, derivative, second) = activation.at(z)
            let found = centralDifferences { h in
                let near = activation.at(z + h)
                return [near.value, near.derivative]
            }
            #expect(abs(derivative - found[0]) < 1e-10, "\(activation.name)′(\(z))")
            #expect(abs(second - found[1]) < 1e-9, "\(activation.name)″(\(z))")
        }
    }

    /// PyTorch's values at kinks.
    @Test(arguments: [
        ("relu", 0.0, 0.0, 0.0), ("relu6", 0, 0, 0), ("relu6", 6, 6, 0), ("leaky_relu", 0, 0, 0.01), ("elu", 0, 0, 1),
        ("selu", 0, 0, 1.7580993408473766), ("celu", 0, 0, 1), ("hardtanh", -1, -1, 0), ("hardtanh", 1, 1, 0),
        ("hardsigmoid", -3, 0, 0), ("hardsigmoid", 3, 1, 0), ("hardswish", -3, 0, 0), ("hardswish", 3, 3, 1),
        ("softshrink", -0.5, 0, 0), ("softshrink", 0.5, 0, 0), ("hardshrink", -0.5, 0, 0), ("hardshrink", 0.5, 0, 0),
        ("softsign", 0, 0, 1), ("softplus", 20, 20, 1),
    ])
    func `have PyTorch's values at kinks`(name: String, z: Double, value: Double, derivative: Double) throws {
        let activation = try #require(Activation(named: name))
        #expect(activation.kinks.contains(z))
        let found = activation.at(z)
        #expect(abs(found.value - value) < 3e-9)
        #expect(abs(found.derivative - derivative) < 3e-9)
        #expect(found.second == 0 || activation.name == "softplus")
    }

    /// Each row of these is listed as a kink, so that none is forgotten above.
    @Test func `have all of their kinks looked at`() {
        #expect(Activation.all.filter { !$0.needsParameters }.reduce(0) { $0 + $1.kinks.count } == 19)
    }

    @Test(arguments: all, [1e3, -1e3, 1e308, -1e308])
    func `stay finite far out, to the second derivative`(activation: Activation, z: Double) {
        func matrix(_ numbers: [Double]) -> Matrix<Double> { Matrix(row: numbers) }
        let z = matrix([z, 0])
        let a = activation.isIdentity ? z : .made(rows: 1, columns: 2) { activation.fill($0, z.view, .one) }
        let (slope, change) = (matrix([1, -1]), matrix([0.5, 0.25]))
        let aChange = activation.tangent(change, z, a)
        let second = Matrix<Double>.made(rows: 1, columns: 2) { result in
            let at = Tangents(
                z: z.view, a: a.view, slope: slope.view, zChange: change.view, aChange: aChange.view,
                slopeChange: change.view)
            if activation.isIdentity { result.fill(change.view) { $0 } }
            activation.fill(pullbackTangent: result, at, .one)
        }
        let numbers = a.elements + activation.pulledBack(slope, z, a).elements + aChange.elements + second.elements
        #expect(numbers.filter { !$0.isFinite } == [], "\(activation.name)")
    }

    /// By 50-digit arithmetic; differences of rounded numbers would have lost most digits of these.
    @Test(arguments: ExactValue.all)
    func `keep their digits where they are small`(exact: ExactValue) throws {
        let activation = try #require(Activation(named: exact.name))
        let found = activation.at(exact.z)
        #expect(abs(found.value - exact.value) <= 1e-15 * abs(exact.value))
        #expect(abs(found.derivative - exact.derivative) <= 4e-15 * abs(exact.derivative))
    }

    struct ExactValue: Sendable {
        let name: String
        let z, value, derivative: Double

        static let all: [ExactValue] = [
            ExactValue(name: "tanhshrink", z: 0.001, value: 3.33333200000054e-10, derivative: 9.999993333337113e-07),
            ExactValue(name: "tanhshrink", z: 0.3, value: 0.008687387548409094, derivative: 0.08486303817337079),
            ExactValue(name: "tanhshrink", z: -0.49, value: -0.03578356731774093, derivative: 0.20631256771859718),
            ExactValue(name: "gelu", z: -9, value: -1.0157295653584566e-18, derivative: -9.138937373906639e-18),
            ExactValue(name: "gelu", z: -5, value: -1.4332578593959695e-06, derivative: -7.146946001792295e-06),
            ExactValue(name: "gelu", z: 0.001, value: 0.000500398942213911, derivative: 0.5007978842948414),
            ExactValue(name: "log_sigmoid", z: 40, value: -4.248354255291589e-18, derivative: 4.248354255291589e-18),
            ExactValue(name: "log_sigmoid", z: -40, value: -40.0, derivative: 1.0),
            ExactValue(name: "silu", z: -40, value: -1.6993417021166355e-16, derivative: -1.6568581595637197e-16),
            ExactValue(name: "silu", z: -12, value: -7.373009522657661e-05, derivative: -6.758546761378339e-05),
            ExactValue(name: "mish", z: -30, value: -2.807286890651921e-12, derivative: -2.713710660963392e-12),
            ExactValue(name: "mish", z: 25, value: 25.0, derivative: 1.0),
            ExactValue(name: "mish", z: -3, value: -0.14564746127562458, derivative: -0.09339311453232084),
            ExactValue(name: "elu", z: -1e-09, value: -9.999999995e-10, derivative: 0.999999999),
            ExactValue(name: "elu", z: -30, value: -0.9999999999999064, derivative: 9.357622968840175e-14),
            ExactValue(name: "softplus", z: -40, value: 4.248354255291589e-18, derivative: 4.248354255291589e-18),
            ExactValue(name: "softplus", z: -700, value: 9.85967654375977e-305, derivative: 9.85967654375977e-305),
        ]
    }
}
