private import Bytes
internal import EventLoop
internal import HTTPWire

/// From a request's head to its answer.
extension Connection {
    /// Decides, by its head alone, what becomes of a request, and begins to take its body.
    ///
    /// - Parameter begun: when the first byte of the head, which is the worker's next exchange's, came
    func admit(since begun: Instant) throws(RequestError) {
        let exchange = worker.exchange(isRequest: true, since: begun)
        self.exchange = exchange
        var admission = worker.shared.handler.admit(exchange.request.head)
        if case .accepted = admission.verdict, let problem = problem(exchange) { admission.verdict = .refused(problem) }
        exchange.admission = admission
        if case .refused(let response) = admission.verdict, !isWorthReading(exchange) {
            return deliver(response, closing: true)
        }
        try reader.expect(exchange.request.head.framing, limit: worker.configuration.bodyBytes)
        // RFC 9110 §10.1.1
        if exchange.request.head.expectsContinue, reader.hasNothingOfBody {
            put(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
    }

    /// Why the body that a head announces cannot be taken, as far as the server knows.
    private func problem(_ exchange: Exchange) -> Response? {
        do throws(Unsupported) { exchange.coding = try contentCoding(exchange.request.head.fields) } catch {
            var response = worker.shared.handler.refusal(.unsupportedMediaType, error.detail)
            response.fields.append(("Accept-Encoding", error.accepted))
            return response
        }
        guard case .length(let length) = exchange.request.head.framing, length <= worker.configuration.bodyBytes,
            !worker.shared.budget.hasRoom(for: length), length > 0
        else { return nil }
        return worker.shared.handler.refusal(.serviceUnavailable, "the server has too much in hand; try again")
    }

    /// Whether it is better to read the body of a refused request than to end the connection.
    private func isWorthReading(_ exchange: Exchange) -> Bool {
        guard case .length(let length) = exchange.request.head.framing, length <= 64 * 1024 else { return false }
        return length == 0 || !exchange.request.head.expectsContinue
    }

    /// The request is there: answers it, or has that done.
    func answer(with body: Body) {
        guard let exchange else { return }
        exchange.received = worker.loop.now
        exchange.requestBytes = body.count
        let number: Int
        switch exchange.admission.verdict {
        case .refused(let response): return deliver(response)
        case .accepted(let accepted): number = accepted
        }
        let shared = worker.shared
        let encoder = AnswerEncoder(exchange.request.head, shared.handler)
        if let coding = exchange.coding {
            let limit = worker.configuration.bodyBytes
            let (head, body) = (exchange.request.head, body.owned())
            return compute(holding: body.count) { computation in
                encoder.encode(shared.answer(body, coded: coding, head, limit, number, computation), computation)
            }
        }
        (exchange.request.body, exchange.request.memory) = (body, worker.spares.buffer())
        let reply = shared.handler.reply(to: &exchange.request, by: number)
        worker.spares.giveBack(exchange.request.takeMemory())
        exchange.request.body = Body([])
        switch consume reply {
        case .now(let response):
            if encoder.leaves(response) { return deliver(response) }
            if encoder.isQuick(response) { return deliver(encoder.encode(response)) }
            compute(holding: response.body.count) { encoder.encode(response, $0) }
        case .later(let work): compute(holding: body.count) { encoder.encode(work($0), $0) }
        }
    }

    private func compute(holding bytes: Int, _ work: @escaping @Sendable (any Computation) -> Response) {
        guard let registration else { return }
        let mailbox = worker.mailbox
        let task = worker.shared.pool.run(holding: bytes, work) { mailbox.send(.finished(registration, $0, $1)) }
        guard let task else {
            return deliver(worker.shared.handler.refusal(.serviceUnavailable, "too many requests wait already"))
        }
        state = .computing(task)
        deadline = worker.loop.now + .seconds(worker.configuration.computeTimeoutSeconds)
    }

    /// A computation is done.
    func finish(_ task: ComputeTask, _ response: Response) {
        guard case .computing(let current) = state, current === task else { return }
        deliver(response, of: task)
        resume()
    }

    /// Goes on after an answer that did not come of an event.
    func resume() {
        attempt { () throws(Broken) in
            try advance()
            try receivePending()
        }
    }

    /// Answers what cannot be taken, and ends: where the next request would begin cannot be known.
    @discardableResult
    func refuse(_ status: Status, _ detail: String) -> Bool {
        let response = worker.shared.handler.refusal(status, detail)
        if exchange == nil { exchange = worker.exchange(isRequest: false, since: worker.loop.now) }
        exchange?.reason = detail
        exchange?.received = .now  // what has come of it is all there will be
        deliver(response, closing: true)
        return false
    }

    /// Puts an answer in the outbox, or the head of one that comes in pieces.
    ///
    /// - Parameters:
    ///   - closing: whether the connection ends after it, whatever the client wishes
    ///   - task: what the answer comes of; there where it may come in pieces
    func deliver(_ response: Response, closing: Bool = false, of task: ComputeTask? = nil) {
        guard let exchange else { return }
        self.exchange = nil
        // A server that stops still answers the requests that have come behind this one.
        let isLast = worker.isStopping && reader.stage == .nothing && !transport.socket.hasUnread()
        let keepsAlive = !closing && exchange.isRequest && exchange.request.head.keepsAlive && !isLast
        let connection = !keepsAlive ? "close" : exchange.request.head.minorVersion == 0 ? "keep-alive" : nil
        let isHead = exchange.isRequest ? exchange.request.head.isHead : reader.isHead
        let body = isHead ? [] : response.body
        let isSmall = body.count <= Outbox.smallPiece
        var bytes = worker.spares.buffer()
        let date = worker.date
        bytes.append(room: 1024 + (isSmall ? body.count : 0)) { output in
            response.writeHead(
                to: &output, date: date, connection: connection, requestID: exchange.requestID,
                further: exchange.admission.fields)
            if isSmall { output.write(body.span) }
        }
        put(bytes)
        if isSmall { worker.spares.giveBack(response.body) } else { put(body) }
        exchange.answered = .now
        exchange.status = response.status.code
        exchange.responseBytes = isHead ? 0 : response.body.count
        exchange.end = outbox.total + outbox.count
        unwritten.append(exchange)
        state = keepsAlive ? .reading : .ending
        if let pieces = response.pieces, let task, !isHead {
            exchange.end = .max
            let answer = AnswerInPieces(exchange, pieces, task, then: state)
            state = .answering(answer)
            askForPieces(answer)
        }
        if closing { reader.discard() }
        startWaiting()
    }

    /// Some of the outbox was written.
    func wrote() {
        while let exchange = unwritten.first, exchange.end <= outbox.total {
            unwritten.takeFirst()
            worker.record(exchange, client, transport, end: worker.written)
        }
        if case .answering(let answer) = state { askForPieces(answer) }
        if outbox.isEmpty, isReading, exchange == nil { startWaiting() }
    }
}
