internal import HTTPWire
internal import JSON

/// Answers a request for an evaluation: at once where that takes less than a fraction of a millisecond, else as work
/// for the compute pool.
func evaluate(_ endpoint: Endpoint, _ request: Request, _ limits: EvaluationLimits, _ figures: EngineFigures) -> Reply {
    if request.body.count > largestInlineBody {
        return .later { computation in
            respond { () throws(Problem) in
                guard computation.reserve(request.body.count.times(readingFactor)) else { throw .overloaded }
                return try prepare(endpoint, request.body, limits, figures).respond(computation)
            }
        }
    }
    do throws(Problem) {
        let prepared = try prepare(endpoint, request.body, limits, figures)
        if prepared.work > largestInlineWork {
            return .later { computation in
                respond { () throws(Problem) in try prepared.respond(computation) }
            }
        }
        return .now(respond { () throws(Problem) in try prepared.respond(Undisturbed()) })
    } catch {
        return .now(error.response)
    }
}

/// Reading such a body takes about 50 µs.
private let largestInlineBody = 32 * 1024
/// In multiplications; about 0.2 ms.
private let largestInlineWork = 400_000
/// Bytes that reading a document may take for each of its own: `1,` is two, its place on the tape 16, its number 8, and
/// as much again in the network's vector.
private let readingFactor = 16

/// A request that has been read and found good.
private struct Prepared: Sendable {
    /// About how many multiplications the answer takes.
    let work: Int
    let respond: @Sendable (any Computation) throws(Problem) -> Response

    init<S>(_ evaluation: Evaluation<S>, _ figures: EngineFigures) {
        work = evaluation.work
        respond = { computation throws(Problem) in
            try figures.measure(evaluation.size) { () throws(Problem) in try evaluation.response(computation) }
        }
    }
}

private func prepare(
    _ endpoint: Endpoint, _ body: [UInt8], _ limits: EvaluationLimits, _ figures: EngineFigures
) throws(Problem) -> Prepared {
    let document: Document
    do throws(Unreadable) { document = try Document(parsing: body) } catch { throw Problem(error) }
    var decoder = EvaluationDecoder(document, endpoint)
    return switch decoder.precision {
    case .float64: Prepared(try decoder.evaluation(Double.self, limits), figures)
    case .float32: Prepared(try decoder.evaluation(Float.self, limits), figures)
    }
}

/// What `body` answers, or the problem it meets.
private func respond(_ body: () throws(Problem) -> Response) -> Response {
    do throws(Problem) { return try body() } catch { return error.response }
}
