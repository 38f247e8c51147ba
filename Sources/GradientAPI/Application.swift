public import Access
public import HTTPWire
private import Synchronization

/// The service: what it answers to every request, whatever brings the request.
public final class Application: Sendable {
    /// What the engine has done.
    public let engine = EngineFigures()
    private let router: Router
    private let readiness = Readiness()
    private let policy: Mutex<AccessPolicy>

    /// - Parameters:
    ///   - limits: what one request may ask for
    ///   - policy: who may ask
    ///   - metrics: what `/metrics` answers
    public init(
        limits: EvaluationLimits = EvaluationLimits(), policy: AccessPolicy = AccessPolicy(),
        metrics: (@Sendable () -> Response)? = nil
    ) {
        self.policy = Mutex(policy)
        // Every route of the service, in the order of openapi.yaml.
        router = Router([
            Route(.post, "/v1/gradient") { [engine] in evaluate(.gradient, &$0, limits, engine) },
            Route(.post, "/v1/activations") { [engine] in evaluate(.activations, &$0, limits, engine) },
            Route(.post, "/v1/cost") { [engine] in evaluate(.cost, &$0, limits, engine) },
            Route(.get, "/livez", isOpen: true) { _ in .now(plainText("ok\n")) },
            Route(.get, "/readyz", isOpen: true) { [readiness] _ in .now(readiness.response) },
            Route(.get, "/metrics") { _ in .now(metrics?() ?? plainText("")) },
            Route(.get, "/openapi.yaml") { _ in .now(contract) },
        ])
    }

    /// What becomes of a request, by its head alone.
    public func admit(_ head: RequestHead) -> Admission { router.admit(head, policy.withLock { $0 }) }

    /// The answer to a request, or the work that leads to it.
    public func reply(to request: Request) -> Reply {
        var request = request
        return switch admit(request.head).verdict {
        case .refused(let response): .now(response)
        case .accepted(let handler): handler(&request)
        }
    }

    /// The answer to what cannot be taken.
    public func refusal(_ status: Status, _ detail: String) -> Response {
        Problem(status, detail).response
    }

    /// From now on `/readyz` says that requests had better go elsewhere.
    public func becomeUnready() { readiness.isReady.store(false, ordering: .relaxed) }

    /// From now on others may ask.
    public func change(to policy: AccessPolicy) { self.policy.withLock { $0 = policy } }
}

/// Whether new requests are welcome.
private final class Readiness: Sendable {
    let isReady = Atomic(true)

    var response: Response {
        isReady.load(ordering: .relaxed)
            ? plainText("ok\n") : Problem(.serviceUnavailable, "not-ready", "the service is stopping").response
    }
}

private func plainText(_ text: String) -> Response {
    Response(.ok, fields: [("Content-Type", "text/plain; charset=utf-8")], body: Array(text.utf8))
}

/// openapi.yaml, as it is in the project.
private let contract = Response(
    .ok, fields: [("Content-Type", "application/yaml")], body: PackageResources.openapi_yaml)
