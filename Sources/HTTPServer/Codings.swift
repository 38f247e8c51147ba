internal import Compression
internal import HTTPWire

/// A body is in a coding that is not spoken here.
struct Unsupported: Error {
    /// For the Accept-Encoding field of the answer (RFC 9110 §12.5.3).
    let accepted = Coding.allCases.map(\.rawValue).joined(separator: ", ")
    var detail: String { "the codings of a body understood are \(accepted), one at a time" }
}

/// What a request's body is coded in (RFC 9110 §8.4); `nil` where it is not.
func contentCoding(_ fields: Fields) throws(Unsupported) -> Coding? {
    guard fields.count(of: "content-encoding") > 0 else { return nil }
    let names = fields.list("content-encoding").filter { $0 != "identity" && !$0.isEmpty }
    guard let name = names.first else { return nil }
    guard names.count == 1, let coding = Coding(rawValue: name == "x-gzip" ? "gzip" : name) else {
        throw Unsupported()
    }
    return coding
}

/// Puts an answer in the coding that its client asked for, where that is worth it, and in one where the client takes it
/// no other way.
struct AnswerEncoder: Sendable {
    /// The values of Accept-Encoding.
    private let wishes: [String]
    /// Whether the client knows chunks (RFC 9112 §7.1).
    private let takesPieces: Bool
    private let handler: any RequestHandler
    /// Compressing so much takes about a millisecond.
    private static let quickSize = 64 * 1024

    init(_ head: RequestHead, _ handler: any RequestHandler) {
        wishes = head.fields["accept-encoding"]
        takesPieces = head.minorVersion > 0
        self.handler = handler
    }

    /// Whether it is left as it is, as most small ones are.
    func leaves(_ response: borrowing Response) -> Bool {
        response.pieces == nil && response.body.count < worthCompressing && (wishes.isEmpty || response.body.isEmpty)
    }

    /// Whether encoding it keeps nobody waiting.
    func isQuick(_ response: Response) -> Bool {
        response.pieces == nil && (wishes.isEmpty || response.body.count <= Self.quickSize)
    }

    /// - Parameter computation: who may give it up; `nil` where nobody can
    func encode(_ response: Response, _ computation: (any Computation)? = nil) -> Response {
        if leaves(response) { return response }
        let mayCompress = response.pieces != nil || response.body.count >= worthCompressing
        var response = response
        if mayCompress { response.fields.append(("Vary", "Accept-Encoding")) }
        let mustCompress = chooseCoding(wishes, from: []) == .nothing
        guard mayCompress || mustCompress else { return response }
        switch chooseCoding(wishes, from: Coding.allCases.map(\.rawValue)) {
        case .identity: return uncoded(response, computation)
        case .nothing:
            // What went wrong is told in any case (RFC 9110 §12.5.3).
            guard response.status == .ok else { return response }
            return handler.refusal(.notAcceptable, "this answer can be had as it is, or in gzip or deflate")
        case .coding(let name):
            guard let coding = Coding(rawValue: name), let whole = joined(response, computation),
                let body = coded(whole.body, coding, computation)
            else {
                return mustCompress
                    ? handler.refusal(.serviceUnavailable, "memory is short; try again later")
                    : uncoded(response, computation)
            }
            response = whole
            response.body = body
            response.fields.append(("Content-Encoding", name))
            return response
        }
    }

    /// An answer as it is, for a client that may not know chunks.
    private func uncoded(_ response: Response, _ computation: (any Computation)?) -> Response {
        if takesPieces || !response.isChunked { return response }
        return joined(response, computation)
            ?? handler.refusal(.serviceUnavailable, Shared.tooMuchInHand)
    }

    /// An answer whose body is in one; `nil` where there is no memory for it.
    private func joined(_ response: Response, _ computation: (any Computation)?) -> Response? {
        guard let pieces = response.pieces, let computation else { return response.joined() }
        return computation.reserve(pieces.bytes.all) ? response.joined() : nil
    }

    private func coded(_ body: [UInt8], _ coding: Coding, _ computation: (any Computation)?) -> [UInt8]? {
        guard let computation else { return deflated(body, coding) }
        return deflated(body, coding) { !computation.isCancelled && computation.reserve($0) }
    }
}
