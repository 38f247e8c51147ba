internal import HTTPWire
internal import JSON

/// An error as its caller is told of it: RFC 9457 `application/problem+json`.
struct Problem: Error {
    let status: Status
    /// What kind of problem it is, as the last part of `type`.
    let kind: String
    let detail: String
    var findings: [Finding] = []

    init(_ status: Status, _ kind: String, _ detail: String, findings: [Finding] = []) {
        (self.status, self.kind, self.detail, self.findings) = (status, kind, detail, findings)
    }

    /// A problem of HTTP, whose kind is its status: `content-too-large`, `request-timeout`.
    init(_ status: Status, _ detail: String) {
        let kind = "\(status.reason)".lowercased().replacing(" ", with: "-")
        self.init(status, kind, detail)
    }

    /// Well-formed, and wrong in the ways that the findings tell.
    static func invalid(_ findings: [Finding]) -> Problem {
        Problem(
            .unprocessableContent, "invalid-document", "the document is not what this route takes", findings: findings)
    }

    /// There is no memory for it beside what other requests hold.
    static let overloaded = Problem(
        .serviceUnavailable, "the server has too much in hand, or too little memory for this request; try again")
    /// Nobody waits for the answer: it goes nowhere.
    static let cancelled = Problem(.serviceUnavailable, "the computation was given up")

    /// The one place where an unreadable document becomes a status.
    ///
    /// - Parameter place: what the document is
    init(_ unreadable: Unreadable, in place: String = "the body") {
        switch unreadable {
        case .malformed(let finding):
            self.init(.badRequest, "malformed-json", "\(place) is not valid JSON", findings: [finding])
        case .outOfRange(let findings):
            self = .invalid(findings)
        case .outOfMemory:
            self.init(.serviceUnavailable, "busy", "memory is short; try again later")
        }
    }

    var response: Response { response(with: status == .serviceUnavailable ? [("Retry-After", "1")] : []) }

    /// - Parameter fields: header fields beside Content-Type
    func response(with fields: [(name: String, value: String)]) -> Response {
        let text = Writer.text { writer in
            writer.object { writer in
                writer.key("type")
                writer.string("urn:chainrule:problem:\(kind)")
                writer.key("title")
                writer.string("\(status.reason)")
                writer.key("status")
                writer.integer(status.code)
                writer.key("detail")
                writer.string(detail)
                guard !findings.isEmpty else { return }
                writer.key("errors")
                writer.array(findings) { writer, finding in
                    writer.object { writer in
                        writer.key("pointer")
                        writer.string(finding.pointer)
                        writer.key("detail")
                        writer.string(finding.detail)
                    }
                }
            }
            writer.raw("\n")
        }
        return Response(status, fields: [("Content-Type", "application/problem+json")] + fields, body: text)
    }
}
