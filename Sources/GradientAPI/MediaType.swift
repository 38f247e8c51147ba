internal import HTTPWire

/// Why a body cannot be read for what its head says of it; `nil` where it can.
func mediaTypeProblem(_ head: RequestHead) -> Problem? {
    if let type = head.fields.only("content-type"), type.elementsEqual("application/json".utf8) { return nil }
    let types = head.fields["content-type"]
    let parts = types.first?.lowercased().split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } } ?? []
    guard types.count == 1, parts.first == "application/json" else {
        return Problem(
            .unsupportedMediaType,
            "send the document with Content-Type: application/json (curl: -H 'Content-Type: application/json')")
    }
    if parts.dropFirst().contains(where: {
        $0.hasPrefix("charset=") && $0 != "charset=utf-8" && $0 != "charset=\"utf-8\""
    }) {
        return Problem(.unsupportedMediaType, "JSON is UTF-8 and nothing else (RFC 8259 §8.1)")
    }
    return nil
}
