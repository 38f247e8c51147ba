internal import GradientAPI
internal import HTTPWire
internal import JSON

/// One input: a document, sent to every route that evaluates a network.
func checkEvaluations(_ document: [UInt8]) throws(Violation) {
    let gradient = try answer("/v1/gradient", document)
    let activations = try answer("/v1/activations", document)
    let cost = try answer("/v1/cost", document)
    let isJSON = gradient.status != .badRequest
    try expect((activations.status != .badRequest) == isJSON && (cost.status != .badRequest) == isJSON, "JSON to some")
    // Where nothing is asked for by name, the cost is the beginning of the whole answer.
    guard gradient.status == .ok, !saysWhatToReturn(document) else { return }
    try expect(cost.status == .ok, "a gradient without a cost")
    try expect(gradient.body.starts(with: cost.body.dropLast()), "two costs of one document")
}

/// One input: a document, sent to every route that answers a question about a network.
func checkQuestions(_ document: [UInt8]) throws(Violation) {
    let statuses = [
        try answer("/v1/explanation", document), try answer("/v1/nudge", document),
        try answer("/v1/verification", document), try answer("/v1/products", document),
    ].map { $0.status != .badRequest }
    try expect(Set(statuses).count == 1, "JSON to some")
}

/// Small answers and little work, so that an input is done with soon.
private let application: Application = {
    var limits = EvaluationLimits()
    (limits.answerNumbers, limits.workingNumbers) = (10_000, 10_000)
    return Application(limits: limits)
}()

/// The answer to a document, once it has kept to what every answer does.
private func answer(_ path: String, _ body: [UInt8]) throws(Violation) -> Response {
    let response = send(path, body)
    let again = send(path, body)
    try expect(response.status == again.status && response.body == again.body, "\(path) has two answers")

    var reader: Reader
    do throws(Unreadable) { reader = Reader(try Document(parsing: response.body)) } catch {
        throw Violation("\(path) answers what is no JSON: \(error)")
    }
    switch response.status {
    case .ok:
        try expect(reader.isObject(reader.root), "\(path) answers no object")
    case .badRequest, .unprocessableContent:
        try checkProblem(&reader)
    default:
        throw Violation("\(path) answers \(response.status.code)")
    }
    return response
}

private func send(_ path: String, _ body: [UInt8]) -> Response {
    switch application.reply(to: Request(.post, path, contentType: "application/json", body: body)) {
    case .now(let response): response
    case .later(let work): work(Undisturbed())
    }
}

/// A problem has its members, and one to ten faults, each with a place in the document.
private func checkProblem(_ reader: inout Reader) throws(Violation) {
    guard let members = reader.members(of: reader.root, required: ProblemMember.detail),
        let list = members[.errors], var errors = reader.elements(of: list), reader.findings.isEmpty
    else { throw Violation("a problem without its members: \(reader.findings)") }
    try expect((1...Reader.mostFindings).contains(errors.count), "\(errors.count) faults")
    while let error = reader.next(of: &errors) {
        guard let members = reader.members(of: error, required: FaultMember.detail),
            let pointer = members[.pointer].flatMap({ reader.string($0) }),
            let detail = members[.detail].flatMap({ reader.string($0) })
        else { throw Violation("a fault without a place: \(reader.findings)") }
        try expect(pointer.isEmpty || pointer.utf8.first == UInt8(ascii: "/"), "no pointer: \(pointer)")
        try expect(!detail.isEmpty, "nothing said of \(pointer)")
    }
}

private enum ProblemMember: Int, MemberKey {
    case type, title, status, detail, errors

    static let names = MemberNames("type", "title", "status", "detail", "errors")
}

private enum FaultMember: Int, MemberKey {
    case pointer, detail

    static let names = MemberNames("pointer", "detail")
}

private enum ReturnMember: Int, MemberKey {
    case outputs

    static let names = MemberNames("return")
}

/// Whether an object has a member `return`.
private func saysWhatToReturn(_ bytes: [UInt8]) -> Bool {
    guard let document = try? Document(parsing: bytes) else { return false }
    var reader = Reader(document)
    return reader.members(of: reader.root, ReturnMember.self, required: nil)?[.outputs] != nil
}
