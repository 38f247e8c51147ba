internal import Compression
internal import HTTPWire
private import Synchronization
internal import Processors
internal import TLS

/// What all workers of a server have in common.
final class Shared: Sendable {
    let configuration: Configuration
    let handler: any RequestHandler
    let observer: any RequestObserver
    let budget: Budget
    let doorkeeper: Doorkeeper
    let pool: ComputePool
    let roster = Roster()
    /// Requests under way.
    let active = PerProcessor(0)
    /// Connections that there was no place for.
    let turnedAway = Tally()
    private let tls: Mutex<TLSContext?>

    init(_ configuration: Configuration, _ handler: any RequestHandler, _ observer: any RequestObserver)
        throws(TLSError)
    {
        (self.configuration, self.handler, self.observer) = (configuration, handler, observer)
        budget = Budget(limit: configuration.inFlightBytes, giveMemoryBack: handler.giveMemoryBack)
        doorkeeper = Doorkeeper(limit: configuration.connections, perClient: configuration.connectionsPerClient)
        pool = ComputePool(budget, queueLength: configuration.queueLength)
        tls = Mutex(try configuration.tls.map { files throws(TLSError) in try TLSContext(files) })
    }

    static let tooMuchInHand = "the server has too much in hand, or too little memory for this; try again"

    /// What new connections are shown; `nil` where they are in the clear.
    var tlsContext: TLSContext? { tls.withLock { $0 } }

    func reloadCertificate() throws(TLSError) {
        guard let files = configuration.tls else { return }
        let context = try TLSContext(files)
        tls.withLock { $0 = context }
    }

    /// Takes a body out of its coding and answers it.
    func answer(
        _ body: Body, coded coding: Coding, _ head: RequestHead, _ limit: Int,
        _ number: Int, _ computation: any Computation
    ) -> Response {
        let plain: [UInt8]?
        do throws(InflationError) {
            plain = try inflated(body.bytes, coding, limit: limit) {
                !computation.isCancelled && computation.reserve($0)
            }
        } catch {
            return switch error {
            case .corrupt: self.handler.refusal(.badRequest, "the body is not valid \(coding.rawValue)")
            case .tooLarge: self.handler.refusal(.contentTooLarge, "the body, inflated, has more than \(limit) bytes")
            case .outOfMemory: self.handler.refusal(.serviceUnavailable, "memory is short; try again later")
            }
        }
        guard let plain else {
            return self.handler.refusal(.serviceUnavailable, Self.tooMuchInHand)
        }
        var request = Request(head: head, body: Body(plain))
        return switch handler.reply(to: &request, by: number) {
        case .now(let response): response
        case .later(let work): work(computation)
        }
    }
}
