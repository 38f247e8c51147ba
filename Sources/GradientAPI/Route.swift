internal import HTTPWire

/// Every route of the service, in the order of openapi.yaml.
enum Route: Int, CaseIterable, Sendable {
    case gradient, activations, cost, livez, readyz, metrics, contract

    var path: String {
        switch self {
        case .gradient: "/v1/gradient"
        case .activations: "/v1/activations"
        case .cost: "/v1/cost"
        case .livez: "/livez"
        case .readyz: "/readyz"
        case .metrics: "/metrics"
        case .contract: "/openapi.yaml"
        }
    }

    /// The method that it answers: POST with a document, or GET, as which HEAD is answered too (RFC 9110 §9.3.2).
    var method: Method {
        switch self {
        case .gradient, .activations, .cost: .post
        case .livez, .readyz, .metrics, .contract: .get
        }
    }

    /// Its methods, as the Allow field lists them.
    var allowed: String { method == .get ? "GET, HEAD, OPTIONS" : "POST, OPTIONS" }

    /// Whether it answers without a token.
    var isOpen: Bool {
        switch self {
        case .livez, .readyz: true
        default: false
        }
    }

    /// The route at a path.
    init?(path: String) {
        for route in Self.allCases where route.path == path {
            self = route
            return
        }
        return nil
    }
}
