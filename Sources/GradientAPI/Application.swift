public import Access
public import HTTPWire
private import JSON
private import Processors
private import Synchronization

/// The service: what it answers to every request, whatever brings the request.
public final class Application: Sendable {
    /// What the engine has done.
    public let engine = EngineFigures()
    private let limits: EvaluationLimits
    private let metrics: (@Sendable () -> Response)?
    private let readiness = Atomic(true)
    private let policy: PerProcessor<AccessPolicy>

    /// - Parameters:
    ///   - limits: what one request may ask for
    ///   - policy: who may ask
    ///   - metrics: what `/metrics` answers
    public init(
        limits: EvaluationLimits = EvaluationLimits(), policy: AccessPolicy = AccessPolicy(),
        metrics: (@Sendable () -> Response)? = nil
    ) {
        (self.limits, self.metrics) = (limits, metrics)
        self.policy = PerProcessor(policy)
    }

    /// What becomes of a request, by its head alone.
    public func admit(_ head: RequestHead) -> Admission { Admission.of(head, policy.withLock { $0 }) }

    /// The answer to a request that was accepted, or the work that leads to it.
    ///
    /// - Parameter number: what it was accepted with
    public func reply(to request: inout Request, by number: Int) -> Reply {
        switch Route(rawValue: number) {
        case .gradient: evaluate(.gradient, &request, limits, engine)
        case .activations: evaluate(.activations, &request, limits, engine)
        case .cost: evaluate(.cost, &request, limits, engine)
        case .explanation: evaluate(.explanation, &request, limits, engine)
        case .nudge: evaluate(.nudge, &request, limits, engine)
        case .verification: evaluate(.verification, &request, limits, engine)
        case .products: evaluate(.products, &request, limits, engine)
        case .functions: .now(functions)
        case .livez: .now(plainText("ok\n"))
        case .readyz: .now(readyz)
        case .metrics: .now(metrics?() ?? plainText(""))
        case .contract: .now(contract)
        case .page: .now(PageFile.index.response)
        case .pageFile: .now(PageFile(rawValue: request.head.path)?.response ?? Response(.notFound))
        case nil: .now(Response(.noContent, fields: [("Allow", Route.allowed(at: request.head.path) ?? "")]))
        }
    }

    /// The answer to a request, or the work that leads to it.
    public func reply(to request: Request) -> Reply {
        var request = request
        return switch admit(request.head).verdict {
        case .refused(let response): .now(response)
        case .accepted(let number): reply(to: &request, by: number)
        }
    }

    /// The answer to what cannot be taken.
    public func refusal(_ status: Status, _ detail: String) -> Response {
        Problem(status, detail).response
    }

    /// Lets go of memory that waits for further large requests.
    public func giveMemoryBack() { Document.giveMemoryBack() }

    /// From now on `/readyz` says that requests had better go elsewhere.
    public func becomeUnready() { readiness.store(false, ordering: .relaxed) }

    private var readyz: Response {
        readiness.load(ordering: .relaxed)
            ? plainText("ok\n") : Problem(.serviceUnavailable, "not-ready", "the service is stopping").response
    }

    /// From now on others may ask.
    public func change(to policy: AccessPolicy) { self.policy.forEach { $0 = policy } }
}

private func plainText(_ text: String) -> Response {
    Response(.ok, fields: [("Content-Type", "text/plain; charset=utf-8")], body: Array(text.utf8))
}

/// openapi.yaml, as it is in the project.
private let contract = Response(
    .ok, fields: [("Content-Type", "application/yaml")], body: PackageResources.openapi_yaml)
