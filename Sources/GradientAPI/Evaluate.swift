internal import HTTPWire

/// Answers a request for an evaluation: at once where that takes less than a fraction of a millisecond, else as work
/// for the compute pool.
func evaluate(
    _ endpoint: Endpoint, _ request: inout Request, _ limits: EvaluationLimits, _ figures: EngineFigures
) -> Reply {
    let service: EvaluationService
    do throws(Problem) {
        service = EvaluationService(
            endpoint: endpoint, bodyType: try MediaType(ofBody: request.head),
            answerType: try MediaType(ofAnswerTo: request.head), limits: limits, figures: figures)
    } catch {
        return .now(error.response)
    }
    let body = request.body
    guard body.count > largestInlineBody else {
        do throws(Problem) { return try service.reply(to: body, memory: request.takeMemory()) } catch {
            return .now(error.response)
        }
    }
    let owned = body.owned()
    return .later { computation in
        do throws(Problem) { return try service.response(to: owned, computation) } catch { return error.response }
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
        return switch decoder.precision {
        case .float64: try reply(&decoder, Double.self, memory)
        case .float32: try reply(&decoder, Float.self, memory)
        }
    }

    private func reply<S: Evaluable>(
        _ decoder: inout EvaluationDecoder, _: S.Type, _ answer: consuming [UInt8]
    ) throws(Problem) -> Reply {
        let memory = S.memories.take()
        let evaluation: Evaluation<S>
        do throws(Problem) { evaluation = try decoder.evaluation(memory, limits) } catch {
            S.memories.giveBack(memory)
            throw error
        }
        guard evaluation.work > largestInlineWork else {
            defer { S.memories.giveBack(memory) }
            return .now(try respond(evaluation, memory, Undisturbed(), answer))
        }
        return .later { computation in
            defer { S.memories.giveBack(memory) }
            do throws(Problem) { return try respond(evaluation, memory, computation, []) } catch {
                return error.response
            }
        }
    }

    /// The answer to a large document.
    func response(to body: Body, _ computation: any Computation) throws(Problem) -> Response {
        guard computation.reserve(Submission.bytes(reading: body, bodyType)) else { throw .overloaded }
        var decoder = EvaluationDecoder(try Submission(body, bodyType), endpoint)
        return switch decoder.precision {
        case .float64: try response(&decoder, Double.self, computation)
        case .float32: try response(&decoder, Float.self, computation)
        }
    }

    private func response<S: Evaluable>(
        _ decoder: inout EvaluationDecoder, _: S.Type, _ computation: any Computation
    ) throws(Problem) -> Response {
        let memory = S.memories.take()
        defer { S.memories.giveBack(memory) }
        return try respond(try decoder.evaluation(memory, limits), memory, computation, [])
    }

    private func respond<S: Evaluable>(
        _ evaluation: Evaluation<S>, _ memory: EvaluationMemory<S>, _ computation: any Computation,
        _ answer: consuming [UInt8]
    ) throws(Problem) -> Response {
        let begun = figures.begin()
        defer { figures.end(evaluation.size, since: begun) }
        return try evaluation.response(as: answerType, memory, computation, answer)
    }
}
