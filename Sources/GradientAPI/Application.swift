public import HTTPWire
private import Synchronization

/// The service: what it answers to every request, whatever brings the request.
public final class Application: Sendable {
    private let router: Router
    private let readiness = Readiness()

    /// - Parameter limits: what one request may ask for
    public init(limits: EvaluationLimits = EvaluationLimits()) {
        // Every route of the service, in the order of openapi.yaml.
        router = Router([
            Route(.post, "/v1/gradient") { evaluate(.gradient, $0, limits) },
            Route(.post, "/v1/activations") { evaluate(.activations, $0, limits) },
            Route(.post, "/v1/cost") { evaluate(.cost, $0, limits) },
            Route(.get, "/livez") { _ in .now(plainText("ok\n")) },
            Route(.get, "/readyz") { [readiness] _ in .now(readiness.response) },
            Route(.get, "/openapi.yaml") { _ in .now(contract) },
        ])
    }

    /// The answer to a request, or the work that leads to it.
    public func reply(to request: Request) -> Reply { router.reply(to: request) }

    /// The answer to what never became a request.
    public func refusal(_ status: Status, _ detail: String) -> Response {
        Problem(status, detail).response
    }

    /// From now on `/readyz` says that requests had better go elsewhere.
    public func becomeUnready() { readiness.isReady.store(false, ordering: .relaxed) }
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
