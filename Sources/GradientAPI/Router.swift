internal import HTTPWire

/// A method and path, and what answers them.
struct Route: Sendable {
    let method: Method
    let path: String
    let handler: @Sendable (Request) -> Reply

    init(_ method: Method, _ path: String, _ handler: @escaping @Sendable (Request) -> Reply) {
        (self.method, self.path, self.handler) = (method, path, handler)
    }
}

/// Finds a request's route; HEAD is answered as GET is, OPTIONS with what is allowed (RFC 9110 §9.3).
struct Router: Sendable {
    private let routes: [String: [Route]]

    init(_ routes: [Route]) {
        self.routes = Dictionary(grouping: routes, by: \.path)
    }

    func reply(to request: Request) -> Reply {
        if request.head.path == "*" { return .now(options([.get, .head, .post, .options])) }
        guard let routes = routes[request.head.path] else {
            let known = self.routes.keys.sorted().joined(separator: ", ")
            return .now(
                Problem(.notFound, "there is nothing here; there is something at \(known)").response)
        }
        let method = request.head.method == .head ? .get : request.head.method
        if let route = routes.first(where: { $0.method == method }) { return route.handler(request) }
        let allowed = routes.flatMap { $0.method == .get ? [.get, .head] : [$0.method] } + [.options]
        if method == .options { return .now(options(allowed)) }
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        let problem = Problem(.methodNotAllowed, "allowed here: \(names)")
        return .now(problem.response(with: [("Allow", names)]))
    }

    private func options(_ methods: [Method]) -> Response {
        Response(.noContent, fields: [("Allow", methods.map(\.rawValue).joined(separator: ", "))])
    }
}
