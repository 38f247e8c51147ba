internal import HTTPWire

/// What documents, and answers, come as.
enum MediaType: String, CaseIterable, Sendable {
    case json = "application/json"
    /// A document, and tensors in the place of its arrays of numbers.
    case safetensors = "application/vnd.safetensors"

    /// Whether tensors may come beside the document; `==` would compare the names.
    var hasTensors: Bool { if case .safetensors = self { true } else { false } }

    private static let all = allCases.map(\.rawValue)
    /// All of them, for the Accept field of an answer (RFC 9110 §12.5.1).
    static let list = all.joined(separator: ", ")

    /// What a request's body is.
    static func ofBody(_ head: RequestHead) throws(Problem) -> MediaType {
        // What nearly all say takes no memory.
        if head.fields.only("content-type", is: "application/json") { return .json }
        let types = head.fields["content-type"]
        let parts = types.first?.lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } } ?? []
        guard types.count == 1, let name = parts.first, let type = MediaType(rawValue: name) else {
            throw Problem(
                .unsupportedMediaType,
                "send the document with Content-Type: application/json (curl: -H 'Content-Type: application/json'), "
                    + "or with its arrays as tensors: \(Self.safetensors.rawValue)")
        }
        let isOther = parts.dropFirst().contains {
            $0.hasPrefix("charset=") && $0 != "charset=utf-8" && $0 != "charset=\"utf-8\""
        }
        if type == .json, isOther {
            throw Problem(.unsupportedMediaType, "JSON is UTF-8 and nothing else (RFC 8259 §8.1)")
        }
        return type
    }

    /// What the answer to a request is to be: JSON, unless the client likes tensors better.
    static func ofAnswer(to head: RequestHead) throws(Problem) -> MediaType {
        // What nearly all say takes no memory here either.
        if head.fields.count(of: "accept") == 0 || head.fields.only("accept", is: "*/*") { return .json }
        guard let type = chooseMediaType(head.fields["accept"], from: Self.all).flatMap({ MediaType(rawValue: $0) })
        else {
            throw Problem(.notAcceptable, "answers come as \(Self.json.rawValue) or \(Self.safetensors.rawValue)")
        }
        return type
    }

    /// The fields of an answer.
    var fields: [(name: String, value: String)] { hasTensors ? tensorFields : jsonFields }
}

/// Made once: making them takes longer than a small answer may.
private let jsonFields = [(name: "Content-Type", value: MediaType.json.rawValue), (name: "Vary", value: "Accept")]
private let tensorFields = [
    (name: "Content-Type", value: MediaType.safetensors.rawValue), (name: "Vary", value: "Accept"),
]
