internal import Access
internal import HTTPWire

extension Admission {
    /// What becomes of a request, by its head alone: HEAD is answered as GET is, OPTIONS with what is allowed
    /// (RFC 9110 §9.3).
    static func of(_ head: RequestHead, _ policy: AccessPolicy) -> Admission {
        let route = Route(path: head.path)
        let allowed = route?.allowed ?? Route.allowed(at: head.path)
        var admission = Admission(
            .accepted(Route.options), route: route?.path ?? (allowed == nil ? nil : "*"),
            fields: policy.origins?.fields(for: head) ?? [])
        if let allowed, head.method == .options, let fields = policy.origins?.preflight(head, methods: allowed) {
            // A preflight carries no token (Fetch standard, CORS-preflight fetch).
            admission.verdict = .refused(Response(.noContent, fields: [("Allow", allowed)] + fields))
            return admission
        }
        do throws(Refusal) {
            if let tokens = policy.tokens, route?.isOpen != true { admission.caller = try owner(of: head, tokens) }
            admission.verdict = try decide(on: head, route, allowed)
        } catch {
            admission.verdict = .refused(error.response)
        }
        return admission
    }
}

private func decide(
    on head: RequestHead, _ route: Route?, _ allowed: String?
) throws(Refusal) -> Admission.Verdict {
    guard let allowed else {
        let known = Route.allCases.map(\.path).sorted().joined(separator: ", ")
        throw Refusal(Problem(.notFound, "there is nothing here; there is something at \(known)"))
    }
    if let route, route.method == (head.isHead ? .get : head.method) {
        if route.method == .post { try checkMediaTypes(head) }
        return .accepted(route.rawValue)
    }
    if head.method == .options { return .accepted(Route.options) }
    throw Refusal(Problem(.methodNotAllowed, "allowed here: \(allowed)"), [("Allow", allowed)])
}

/// Lets pass what comes as something that is read here, and wants something that is written here.
private func checkMediaTypes(_ head: RequestHead) throws(Refusal) {
    do throws(Problem) { _ = try MediaType.ofBody(head) } catch {
        throw Refusal(error, [("Accept", MediaType.list)])
    }
    do throws(Problem) { _ = try MediaType.ofAnswer(to: head) } catch {
        throw Refusal(error, [("Vary", "Accept")])
    }
}

/// - Returns: The name of the token that came with a request.
private func owner(of head: RequestHead, _ tokens: Tokens) throws(Refusal) -> String {
    func refusal(_ detail: String, _ parameters: String, _ status: Status = .unauthorized) -> Refusal {
        Refusal(Problem(status, detail), [("WWW-Authenticate", "Bearer realm=\"chainrule\"\(parameters)")])
    }
    // RFC 6750 §3.1: an error's code only where a token was sent, and 400 for one that cannot be read.
    switch tokens.owner(of: head) {
    case .known(let name): return name
    case .none: throw refusal("send a token with Authorization: Bearer", "")
    case .malformed:
        throw refusal(
            "the Authorization field is not `Bearer` and one token", ", error=\"invalid_request\"", .badRequest)
    case .unknown: throw refusal("the token is not known here", ", error=\"invalid_token\"")
    }
}

/// An answer instead of a route's.
private struct Refusal: Error {
    let response: Response

    init(_ problem: Problem, _ fields: [(name: String, value: String)] = []) {
        response = problem.response(with: fields)
    }
}
