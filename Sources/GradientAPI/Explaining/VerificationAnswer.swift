internal import Backpropagation
internal import HTTPWire
internal import JSON
internal import LinearAlgebra

/// A verdict on a gradient that somebody else has computed.
struct VerificationAnswer<S: Evaluable> {
    private let verification: Verification<S>
    private let forward: ForwardPass<S>
    private let differences: CentralDifferences
    /// Whether nobody waits for it any more.
    private let isCancelled: () -> Bool
    private static var mostErrors: Int { 10 }
    private static var mostKinks: Int { 10 }
    /// In multiplications, about a fifth of a second.
    private static var mostDifferenceWork: Int { 1 << 28 }
    private static var leastDifferences: Int { 8 }

    init(
        _ claimed: Matrix<S>, _ results: borrowing EvaluationResults<S>, _ backward: BackwardPass<S>,
        _ objective: Objective<S>, relative: Double?, absolute: Double?
    ) throws(Cancelled) {
        let computation = results.computation
        isCancelled = { computation.isCancelled }
        let (network, forward) = (results.evaluation.network, results.forward)
        let tolerance = S.tolerance(relative, absolute, of: backward.gradient.vector)
        self.forward = forward
        verification = try Verification(
            of: claimed, network, forward, objective, backward.gradient, tolerance, .all
        ) { () throws(Cancelled) in if computation.isCancelled { throw Cancelled() } }
        differences = CentralDifferences(network, forward.inputs, objective)
    }

    func write(to writer: inout Writer) {
        writer.boolean("agrees", verification.agrees)
        writer.member("relative_tolerance", verification.tolerance.relative)
        writer.member("absolute_tolerance", verification.tolerance.absolute)
        writer.key("parameters")
        writer.integer(verification.network.parameters)
        writer.key("wrong_parameters")
        writer.integer(verification.agrees ? 0 : verification.wrongCount)
        writer.key("largest_errors")
        writer.array(verification.agrees ? [] : verification.largestErrors(Self.mostErrors)) { writer, place in
            if isCancelled() { return writer.raw("null") }
            writer.object { write(errorAt: place, to: &$0) }
        }
        writer.key("numerical")
        writer.object { writeNumerical(to: &$0) }
        writer.key("diagnosis")
        writer.array(diagnosis) { writer, mistake in
            writer.object { mistake.write(to: &$0) }
        }
    }

    private var diagnosis: [Mistake] {
        do throws(Cancelled) {
            return try verification.diagnosis(.all) { () throws(Cancelled) in if isCancelled() { throw Cancelled() } }
        } catch {
            return []  // which nobody waits for
        }
    }

    private func write(errorAt place: Int, to writer: inout Writer) {
        let (claimed, expected) = (verification.claimed[0, place], verification.expected[0, place])
        let variable = verification.variable(at: place)
        let difference = differences[variable]
        writer.member("pointer", variable.gradientPointer)
        writer.member("claimed", claimed)
        writer.member("expected", expected)
        writer.key("relative_error")
        writer.finite(Double(abs(claimed - expected)) / Double(abs(expected)))
        writer.key("numerical")
        writer.finite(difference.value)
        writer.key("numerical_error")
        writer.finite(difference.error)
    }

    /// Central differences of all parameters, or of some that lie evenly among them.
    private func writeNumerical(to writer: inout Writer) {
        let count = verification.network.parameters
        let affordable = max(Self.leastDifferences, Self.mostDifferenceWork / max(differences.work, 1))
        let places = stride(from: 0, to: count, by: max(1, (count + affordable - 1) / affordable))
        var (checked, crossing, compared, largest, largestError) = (0, 0, 0, 0.0, 0.0)
        let scale = verification.expected.span.indices.reduce(0.0) {
            max($0, Double(abs(verification.expected.span[$1])))
        }
        for place in places where !isCancelled() {
            let difference = differences[verification.variable(at: place)]
            checked += 1
            if difference.crossesKink {
                crossing += 1
                continue
            }
            let distance = abs(difference.value - Double(verification.expected[0, place]))
            if !distance.isFinite { continue }  // the cost is no number on the way
            compared += 1
            if scale > 0 { largest = max(largest, distance / scale) }
            if scale > 0 { largestError = max(largestError, difference.error / scale) }
        }
        writer.key("parameters")
        writer.integer(checked)
        writer.key("largest_relative_error")
        writer.finite(compared > 0 ? largest : .nan)
        writer.key("error_estimate")
        writer.finite(compared > 0 ? largestError : .nan)
        writer.key("parameters_at_kinks")
        writer.integer(crossing)
        writer.key("kinks")
        writer.array(forward.kinks(Self.mostKinks)) { writer, kink in
            writer.object { writer in
                writer.key("layer")
                writer.integer(kink.layer)
                writer.key("example")
                writer.integer(kink.example)
                writer.key("neuron")
                writer.integer(kink.neuron)
            }
        }
    }
}

extension Variable {
    /// Where it stands in a gradient, as a JSON Pointer from the document's root.
    var gradientPointer: String {
        switch self {
        case .weight(let l, let j, let k): "/gradient/layers/\(l - 1)/weights/\(j)/\(k)"
        case .bias(let l, let j): "/gradient/layers/\(l - 1)/biases/\(j)"
        case .slope(let l, let j): "/gradient/layers/\(l - 1)/slopes/\(j)"
        case .activation: ""
        }
    }
}

extension Writer {
    /// A number, or `null` where it is none.
    fileprivate mutating func finite(_ number: Double) {
        if number.isFinite { self.number(number) } else { raw("null") }
    }
}

extension Evaluable {
    /// What is allowed where the document does not say: as much as rounding may do in this format, and a little of the
    /// largest derivative for those that are small beside it.
    fileprivate static func tolerance(_ relative: Double?, _ absolute: Double?, of gradient: Matrix<Self>) -> Tolerance
    {
        let isNarrow = MemoryLayout<Self>.size < 8
        let largest = gradient.span.indices.reduce(0.0) { max($0, Double(abs(gradient.span[$1]))) }
        return Tolerance(
            relative: relative ?? (isNarrow ? 1e-3 : 1e-5), absolute: absolute ?? largest * (isNarrow ? 1e-6 : 1e-8))
    }
}
