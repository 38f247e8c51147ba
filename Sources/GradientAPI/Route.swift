internal import HTTPWire

/// Every route of the service, in the order of openapi.yaml.
enum Route: Int, CaseIterable, Sendable {
    case gradient, activations, cost, explanation, nudge, verification, products, functions, livez, readyz, metrics,
        contract
    /// The explorer page, and what it is made of.
    case page, pageFile

    var path: String {
        switch self {
        case .gradient: "/v1/gradient"
        case .activations: "/v1/activations"
        case .cost: "/v1/cost"
        case .explanation: "/v1/explanation"
        case .nudge: "/v1/nudge"
        case .verification: "/v1/verification"
        case .products: "/v1/products"
        case .functions: "/v1/functions"
        case .livez: "/livez"
        case .readyz: "/readyz"
        case .metrics: "/metrics"
        case .contract: "/openapi.yaml"
        case .page: "/"
        case .pageFile: "/explorer/{file}"
        }
    }

    /// The method that it answers: POST with a document, or GET, as which HEAD is answered too (RFC 9110 §9.3.2).
    var method: Method {
        switch self {
        case .gradient, .activations, .cost, .explanation, .nudge, .verification, .products: .post
        case .functions, .livez, .readyz, .metrics, .contract, .page, .pageFile: .get
        }
    }

    /// Its methods, as the Allow field lists them.
    var allowed: String { method == .get ? "GET, HEAD, OPTIONS" : "POST, OPTIONS" }

    /// Whether it answers without a token.
    var isOpen: Bool {
        switch self {
        case .livez, .readyz, .page, .pageFile: true
        default: false
        }
    }

    /// What a request of OPTIONS is accepted with: the number of no route.
    static let options = -1

    /// What may be asked at a path, or, at `*`, of the whole server (RFC 9110 §9.3.7); `nil` where there is nothing.
    static func allowed(at path: String) -> String? {
        path == "*" ? "GET, HEAD, POST, OPTIONS" : Route(path: path)?.allowed
    }

    /// The route at a path.
    init?(path: String) {
        for route in Self.allCases where route.path == path {
            self = route
            return
        }
        guard PageFile(rawValue: path) != nil else { return nil }
        self = .pageFile
    }
}
