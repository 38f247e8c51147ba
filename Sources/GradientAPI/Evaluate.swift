internal import HTTPWire
private import Processors

/// Answers a request for an evaluation: at once where that takes less than a fraction of a millisecond, else as work
/// for the compute pool.
func evaluate(
    _ endpoint: Endpoint, _ request: inout Request, _ limits: EvaluationLimits, _ figures: EngineFigures
) -> Reply {
    let service: EvaluationService
    do throws(Problem) {
        service = EvaluationService(
            endpoint: endpoint, bodyType: try MediaType.ofBody(request.head),
            answerType: try MediaType.ofAnswer(to: request.head), limits: limits, figures: figures)
    } catch {
        return .now(error.response)
    }
    let body = request.body
    guard body.count > largestInlineBody else {
        do throws(Problem) { return try service.reply(to: body, memory: request.takeMemory()) } catch {
            return .now(error.response)
        }
    }
    // Its reader lets go of it as soon as it is read: an answer may be as large.
    let waiting = Once(body.owned())
    return .later { computation in
        do throws(Problem) {
            return try service.response(to: waiting.take(), computation)
        } catch {
            return error.response
        }
    }
}

/// Reading such a body takes about 50 µs.
private let largestInlineBody = 32 * 1024
/// In multiplications; about 0.2 ms.
private let largestInlineWork = 400_000

/// A route's evaluations.
private struct EvaluationService: Sendable {
    let endpoint: Endpoint
    let bodyType: MediaType
    let answerType: MediaType
    let limits: EvaluationLimits
    let figures: EngineFigures

    /// The answer to a small document, or the work that leads to it.
    func reply(to body: Body, memory: consuming [UInt8]) throws(Problem) -> Reply {
        var decoder = EvaluationDecoder(try Submission(body, bodyType), endpoint)
        switch decoder.precision() {
        case .float64: return try reply(decoder, Double.memories.take(), memory)
        case .float32: return try reply(decoder, Float.memories.take(), memory)
        }
    }

    private func reply<S: Evaluable>(
        _ decoder: consuming EvaluationDecoder, _ memory: EvaluationMemory<S>, _ answer: consuming [UInt8]
    ) throws(Problem) -> Reply {
        let evaluation = try evaluation(decoder, memory)
        guard evaluation.work > largestInlineWork else {
            return .now(try respond(evaluation, memory, Undisturbed(), answer))
        }
        let waiting = Once(evaluation)
        return .later { computation in
            do throws(Problem) {
                return try respond(waiting.take(), memory, computation, [])
            } catch {
                return error.response
            }
        }
    }

    /// The answer to a large document.
    func response(to body: consuming Body, _ computation: any Computation) throws(Problem) -> Response {
        guard computation.reserve(Submission.bytes(reading: body, bodyType)) else { throw .overloaded }
        var decoder = EvaluationDecoder(try Submission(body, bodyType), endpoint)
        switch decoder.precision() {
        case .float64: return try response(decoder, Double.memories.take(), computation, after: body)
        case .float32: return try response(decoder, Float.memories.take(), computation, after: body)
        }
    }

    private func response<S: Evaluable>(
        _ decoder: consuming EvaluationDecoder, _ memory: EvaluationMemory<S>, _ computation: any Computation,
        after body: consuming Body
    ) throws(Problem) -> Response {
        let evaluation = try evaluation(decoder, memory)
        // Nobody reads the body any more: the answer takes its place.
        var answer = (consume body).bytes
        answer.removeAll(keepingCapacity: true)
        return try respond(evaluation, memory, computation, consume answer)
    }

    /// What a document asks for; it holds nothing of the document, nor of the body which that lay in.
    private func evaluation<S: Evaluable>(
        _ decoder: consuming EvaluationDecoder, _ memory: EvaluationMemory<S>
    ) throws(Problem) -> Evaluation<S> {
        do throws(Problem) {
            return try decoder.evaluation(memory, limits)
        } catch {
            S.memories.giveBack(memory)
            throw error
        }
    }

    private func respond<S: Evaluable>(
        _ evaluation: consuming Evaluation<S>, _ memory: EvaluationMemory<S>, _ computation: any Computation,
        _ answer: consuming [UInt8]
    ) throws(Problem) -> Response {
        defer { S.memories.giveBack(memory) }
        let (size, begun) = (evaluation.size, figures.begin())
        defer { figures.end(size, since: begun) }
        return try evaluation.response(as: answerType, memory, computation, answer)
    }
}
