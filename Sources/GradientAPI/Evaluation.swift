internal import Backpropagation
internal import HTTPWire
internal import JSON
internal import LinearAlgebra

/// A network, examples, and what is asked of them.
struct Evaluation<S: Evaluable>: ~Copyable, Sendable {
    let network: Network<S>
    /// There where an output needs it.
    let objective: Objective<S>?
    let examples: Examples<S>
    let outputs: Outputs
    let nonFinite: NonFinite
    /// What is to be answered instead of the outputs.
    let question: Question<S>?
    /// Numbers in the answer.
    private let answerNumbers: Int

    init(
        network: Network<S>, objective: Objective<S>?, examples: Examples<S>, outputs: Outputs, nonFinite: NonFinite,
        question: Question<S>?
    ) {
        (self.network, self.objective, self.examples) = (network, objective, examples)
        (self.outputs, self.nonFinite, self.question) = (outputs, nonFinite, question)
        answerNumbers =
            question?.numbers(network, examples: examples.inputs.rows)
            ?? outputs.numbers(network, examples: examples.inputs.rows)
    }

    private var n: Int { examples.inputs.rows }
    private var needsBackward: Bool { !outputs.isDisjoint(with: .derivatives) }

    /// About how many multiplications the answer takes; writing a number counts as ten, as does an activation.
    var work: Int {
        if question != nil { return .max }
        let passes = needsBackward ? 3 : 1
        return n.times(network.parameters.times(passes).plus(network.neurons.times(10))).plus(answerNumbers.times(10))
    }

    /// What sums over the examples would be divided by, where one is asked for and nothing can be divided by that.
    var wrongDivisor: S? {
        guard question != nil || !outputs.isDisjoint(with: .sums), let divisor = objective?.divisor else { return nil }
        return divisor == 0 || !divisor.isFinite ? divisor : nil
    }

    /// Numbers that the passes keep in memory.
    private var workingNumbers: Int { n.times((network.neurons + network.inputs).times(needsBackward ? 4 : 2)) }

    /// What the engine's figures count.
    var size: (examples: Int, parameters: Int) { (n, network.parameters) }

    /// Why this is more than one request may ask for; `nil` where it is not.
    func excess(over limits: EvaluationLimits) -> String? {
        if answerNumbers > limits.answerNumbers {
            let found = "the answer would hold \(answerNumbers) numbers; at most \(limits.answerNumbers). "
            guard let question else { return found + "Send fewer examples, or ask for less with `return`" }
            let dependsOnExamples = question.numbers(network, examples: 1) != answerNumbers
            return found + "Ask for \(question.remedy)" + (dependsOnExamples ? ", or send fewer examples" : "")
        }
        if workingNumbers > limits.workingNumbers {
            return
                "the computation would hold \(workingNumbers) numbers; at most \(limits.workingNumbers). Send fewer examples"
        }
        return nil
    }

    /// Whether the answer is written in pieces. Gradients of single examples are made while they are written.
    private var isLong: Bool {
        question == nil && answerNumbers >= 2 * LongAnswer<S>.numbersAPiece && !outputs.contains(.exampleGradients)
    }

    /// Memory that the answer takes beside the document: results, and as much of it as is written at a time.
    private var bytes: Int {
        let written = isLong ? min(answerNumbers, 16 * LongAnswer<S>.numbersAPiece) : answerNumbers
        let forQuestion = question?.workingNumbers(network, examples: n) ?? 0
        return workingNumbers.plus(forQuestion).times(MemoryLayout<S>.stride).plus(written.times(24))
    }

    /// Computes and writes what was asked for.
    ///
    /// - Parameter answer: is empty; memory that it may be written to
    consuming func response(
        as type: MediaType, _ memory: EvaluationMemory<S>, _ computation: any Computation, _ answer: consuming [UInt8]
    ) throws(Problem) -> Response {
        guard computation.reserve(bytes) else { throw .overloaded }
        var results: EvaluationResults<S>
        let (outputs, nonFinite, isLong, question) = (outputs, nonFinite, isLong, question)
        let tensors = type.hasTensors ? AnswerTensors(memory) : nil
        let long = isLong && tensors == nil ? LongMatrices<S>() : nil
        let numbers = isLong || tensors != nil ? 0 : answerNumbers
        if isLong { answer = [] }
        do throws(Cancelled) { results = try self.results(memory.workspace, computation) } catch { throw .cancelled }
        (results.tensors, results.long) = (tensors, long)
        let hasNonFinite = Writer.append(to: &answer, nonFinite: nonFinite, numbers: numbers) { writer in
            if let question { results.write(to: &writer, question) } else { results.write(to: &writer, outputs) }
        }
        if computation.isCancelled { throw .cancelled }
        if case .error = nonFinite, hasNonFinite || tensors?.hasNonFinite ?? long?.hasNonFinite ?? false {
            throw results.nonFiniteProblem()
        }
        if let long { return Response(.ok, fields: type.fields, pieces: LongAnswer(answer, long, nonFinite)) }
        guard let tensors else { return Response(.ok, fields: type.fields, body: answer) }
        let file = tensors.file(answer)
        return isLong
            ? Response(.ok, fields: type.fields, pieces: file)
            : Response(.ok, fields: type.fields, body: file.joined())
    }

    private consuming func results(
        _ workspace: Workspace<S>, _ computation: any Computation
    ) throws(Cancelled) -> EvaluationResults<S> {
        workspace.arena.reserve(workingNumbers.plus(network.parameters))
        func checkpoint() throws(Cancelled) { if computation.isCancelled { throw Cancelled() } }
        let forward = try network.forward(examples.inputs, in: workspace, checkpoint: checkpoint)
        var (exampleCosts, cost, backward) = (nil as Matrix<S>?, 0 as S, nil as BackwardPass<S>?)
        if let objective {
            let costs = forward.exampleCosts(objective, in: workspace)
            (exampleCosts, cost) = (costs, objective.cost(costs, network))
            if needsBackward {
                backward = try network.backward(
                    forward, objective, inputGradients: outputs.contains(.inputGradients), in: workspace,
                    checkpoint: checkpoint)
            }
        }
        return EvaluationResults(
            evaluation: self, forward: forward, exampleCosts: exampleCosts, cost: cost, backward: backward,
            workspace: workspace, computation: computation)
    }
}
