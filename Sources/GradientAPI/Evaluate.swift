internal import HTTPWire
internal import JSON

/// Answers a request for an evaluation: at once where that takes less than a fraction of a millisecond, else as work
/// for the compute pool.
func evaluate(_ endpoint: Endpoint, _ request: Request, _ limits: EvaluationLimits) -> Reply {
    if let problem = mediaTypeProblem(request) { return .now(problem.response) }
    if request.body.count > largestInlineBody {
        return .later { respond { () throws(Problem) in try prepare(endpoint, request.body, limits).respond() } }
    }
    do throws(Problem) {
        let prepared = try prepare(endpoint, request.body, limits)
        if prepared.work > largestInlineWork { return .later { respond(prepared.respond) } }
        return .now(respond(prepared.respond))
    } catch {
        return .now(error.response)
    }
}

/// Reading such a body takes about 50 µs.
private let largestInlineBody = 32 * 1024
/// In multiplications; about 0.2 ms.
private let largestInlineWork = 400_000

/// A request that has been read and found good.
private struct Prepared: Sendable {
    /// About how many multiplications the answer takes.
    let work: Int
    let respond: @Sendable () throws(Problem) -> Response
}

private func prepare(_ endpoint: Endpoint, _ body: [UInt8], _ limits: EvaluationLimits) throws(Problem) -> Prepared {
    let document: Document
    do throws(Unreadable) { document = try Document(parsing: body) } catch { throw Problem(error) }
    var decoder = EvaluationDecoder(document, endpoint)
    switch decoder.precision {
    case .float64:
        let evaluation = try decoder.evaluation(Double.self, limits)
        return Prepared(work: evaluation.work) { () throws(Problem) in try evaluation.response() }
    case .float32:
        let evaluation = try decoder.evaluation(Float.self, limits)
        return Prepared(work: evaluation.work) { () throws(Problem) in try evaluation.response() }
    }
}

/// What `body` answers, or the problem it meets.
private func respond(_ body: () throws(Problem) -> Response) -> Response {
    do throws(Problem) { return try body() } catch { return error.response }
}

/// Why a body cannot be read for what its fields say of it; `nil` where it can.
private func mediaTypeProblem(_ request: Request) -> Problem? {
    func unsupported(_ detail: String) -> Problem { Problem(.unsupportedMediaType, detail) }
    let types = request.head.fields["content-type"]
    let codings = request.head.fields["content-encoding"]
    if types == ["application/json"], codings.isEmpty { return nil }
    let parts = types.first?.lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } } ?? []
    guard types.count == 1, parts.first == "application/json" else {
        return unsupported(
            "send the document with Content-Type: application/json (curl: -H 'Content-Type: application/json')")
    }
    if parts.dropFirst().contains(where: {
        $0.hasPrefix("charset=") && $0 != "charset=utf-8" && $0 != "charset=\"utf-8\""
    }) {
        return unsupported("JSON is UTF-8 and nothing else (RFC 8259 §8.1)")
    }
    if codings.contains(where: { $0.lowercased() != "identity" }) {
        return unsupported("the body must not be compressed")
    }
    return nil
}
