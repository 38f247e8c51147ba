internal import Access
internal import HTTPWire

/// A method and path, and what answers them.
struct Route: Sendable {
    let method: Method
    let path: String
    /// Whether it answers without a token.
    let isOpen: Bool
    let handler: Admission.Handler

    init(
        _ method: Method, _ path: String, isOpen: Bool = false, _ handler: @escaping Admission.Handler
    ) {
        (self.method, self.path, self.isOpen, self.handler) = (method, path, isOpen, handler)
    }
}

/// Finds a request's route; HEAD is answered as GET is, OPTIONS with what is allowed (RFC 9110 §9.3).
struct Router: Sendable {
    /// What there is at a path.
    private struct Place: Sendable {
        let path: String
        let routes: [Route]
        /// The methods, as the Allow field lists them.
        let allowed: String
    }

    /// Few enough to be looked at one after another.
    private let places: [Place]
    /// What OPTIONS of the whole server answers (RFC 9110 §9.3.7).
    private static let server = Place(path: "*", routes: [], allowed: "GET, HEAD, POST, OPTIONS")

    init(_ routes: [Route]) {
        var paths: [String] = []
        for route in routes where !paths.contains(route.path) { paths.append(route.path) }
        places = paths.map { path in
            let routes = routes.filter { $0.path == path }
            let methods = routes.flatMap { $0.method == .get ? [.get, .head] : [$0.method] } + [.options]
            return Place(path: path, routes: routes, allowed: methods.map(\.rawValue).joined(separator: ", "))
        }
    }

    /// What becomes of a request, by its head alone.
    func admit(_ head: RequestHead, _ policy: AccessPolicy) -> Admission {
        let place = head.path == "*" ? Self.server : places.first { $0.path == head.path }
        let fields = policy.origins?.fields(for: head) ?? []
        func admission(_ verdict: Admission.Verdict, of caller: String? = nil) -> Admission {
            Admission(verdict, route: place?.path, caller: caller, fields: fields)
        }
        if let place, case .options = head.method,
            let fields = policy.origins?.preflight(head, methods: place.allowed)
        {
            // A preflight carries no token (Fetch standard, CORS-preflight fetch).
            return admission(.refused(Response(.noContent, fields: [("Allow", place.allowed)] + fields)))
        }
        let isOpen = place?.routes.contains(where: \.isOpen) ?? false
        var caller: String?
        do throws(Refusal) {
            if let tokens = policy.tokens, !isOpen { caller = try owner(of: head, tokens) }
            return admission(.accepted(try handler(of: head, place)), of: caller)
        } catch {
            return admission(.refused(error.response), of: caller)
        }
    }

    private func handler(
        of head: RequestHead, _ place: Place?
    ) throws(Refusal) -> Admission.Handler {
        guard let place else {
            let known = places.map(\.path).sorted().joined(separator: ", ")
            throw Refusal(Problem(.notFound, "there is nothing here; there is something at \(known)"))
        }
        let method = head.isHead ? .get : head.method
        if let i = place.routes.firstIndex(where: { $0.method == method }) {
            if method == .post { try checkMediaTypes(head) }
            return place.routes[i].handler
        }
        if method == .options { return { _ in .now(Response(.noContent, fields: [("Allow", place.allowed)])) } }
        throw Refusal(Problem(.methodNotAllowed, "allowed here: \(place.allowed)"), [("Allow", place.allowed)])
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
}

/// An answer instead of a handler.
private struct Refusal: Error {
    let response: Response

    init(_ problem: Problem, _ fields: [(name: String, value: String)] = []) {
        response = problem.response(with: fields)
    }
}
