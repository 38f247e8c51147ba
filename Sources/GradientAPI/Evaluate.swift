internal import HTTPWire
private import Synchronization

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
    let waiting = WaitingBody(body.owned())
    return .later { computation in
        do throws(Problem) { return try service.response(to: waiting, computation) } catch { return error.response }
    }
}

/// A body on its way to the thread that reads it, which lets go of it as soon as it is read: an answer may be as large.
private final class WaitingBody: Sendable {
    private let body: Mutex<Body?>

    init(_ body: Body) { self.body = Mutex(body) }

    /// The body, for the first who asks.
    func take() -> Body {
        body.withLock { body in
            defer { body = nil }
            return body ?? Body([])
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
        switch try decode(body) {
        case .float64(let evaluation): return try reply(evaluation, memory)
        case .float32(let evaluation): return try reply(evaluation, memory)
        }
    }

    private func reply<S: Evaluable>(
        _ decoded: DecodedEvaluation<S>, _ answer: consuming [UInt8]
    ) throws(Problem) -> Reply {
        guard decoded.evaluation.work > largestInlineWork else {
            return .now(try respond(decoded, Undisturbed(), answer))
        }
        return .later { computation in
            do throws(Problem) { return try respond(decoded, computation, []) } catch { return error.response }
        }
    }

    /// The answer to a large document.
    func response(to waiting: WaitingBody, _ computation: any Computation) throws(Problem) -> Response {
        let body = waiting.take()
        guard computation.reserve(Submission.bytes(reading: body, bodyType)) else { throw .overloaded }
        let decoded = try decode(body)
        // Nobody reads it any more: the answer takes its place.
        var memory = (consume body).bytes
        memory.removeAll(keepingCapacity: true)
        switch decoded {
        case .float64(let evaluation): return try respond(evaluation, computation, memory)
        case .float32(let evaluation): return try respond(evaluation, computation, memory)
        }
    }

    private func decode(_ body: Body) throws(Problem) -> Decoded {
        var decoder = EvaluationDecoder(try Submission(body, bodyType), endpoint)
        return switch decoder.precision() {
        case .float64: .float64(try DecodedEvaluation(&decoder, limits))
        case .float32: .float32(try DecodedEvaluation(&decoder, limits))
        }
    }

    private func respond<S: Evaluable>(
        _ decoded: DecodedEvaluation<S>, _ computation: any Computation, _ answer: consuming [UInt8]
    ) throws(Problem) -> Response {
        defer { S.memories.giveBack(decoded.memory) }
        let begun = figures.begin()
        defer { figures.end(decoded.evaluation.size, since: begun) }
        return try decoded.evaluation.response(as: answerType, decoded.memory, computation, answer)
    }
}

/// What a document asks for: of the document itself and the body that it lay in nothing is held any more.
private enum Decoded {
    case float64(DecodedEvaluation<Double>)
    case float32(DecodedEvaluation<Float>)
}

/// An evaluation and the memory that it is worked out in, to be given back when it is done.
private struct DecodedEvaluation<S: Evaluable> {
    let evaluation: Evaluation<S>
    let memory: EvaluationMemory<S>

    init(_ decoder: inout EvaluationDecoder, _ limits: EvaluationLimits) throws(Problem) {
        memory = S.memories.take()
        do throws(Problem) { evaluation = try decoder.evaluation(memory, limits) } catch {
            S.memories.giveBack(memory)
            throw error
        }
    }
}
