internal import EventLoop
internal import HTTPWire

/// The steps of a turn of the loop, each of which the worker has all connections take before the next: reading, heads,
/// answers, writing, and what follows.
extension Connection {
    /// Reads what has come, and goes on from there when others have read too.
    func receive() throws(Broken) {
        if reader.stage == .nothing { firstByte = worker.loop.now }
        var memory = worker.spares.arrivals()
        let transfer = try reader.read(from: transport, &memory)
        worker.spares.giveBack(arrivals: memory)
        switch transfer {
        case .wouldBlock:
            giveBackArrivals()
            try settle()
        case .end:
            giveBackArrivals()
            close()  // an unfinished request gets no answer: nobody is left to read it
        case .bytes: worker.letAdvance(self)
        }
    }

    /// Lets others have the memory that it has read to, but for what is left over.
    private func giveBackArrivals() {
        var memory: [UInt8] = []
        reader.giveBack(&memory)
        worker.spares.giveBack(arrivals: memory)
    }

    /// Reads a request's head of what has come.
    func readHead() {
        guard isReading, exchange == nil, outbox.isEmpty else { return }
        attempt { () throws(Broken) in take { () throws(RequestError) in _ = try step() } }
    }

    /// Answers what has come.
    func answer() {
        defer { giveBackArrivals() }
        if case .closed = state { return }
        attempt { () throws(Broken) in
            try advance()
            try receivePending()
        }
    }

    /// What TLS has taken from the socket already, no event tells of.
    func receivePending() throws(Broken) {
        if isReading, outbox.isEmpty, transport.hasPending { try receive() }
    }

    /// Goes as far as what has come allows, and lets what there is to write be written.
    func advance() throws(Broken) {
        take { () throws(RequestError) in while outbox.count < Self.outboxSize, try step() {} }
        if outbox.isEmpty { return try settle() }
        if isToWrite { return }
        isToWrite = true
        worker.letWrite(self)
    }

    /// Takes some of what has come, and refuses what is no request.
    private func take(_ body: () throws(RequestError) -> Void) {
        do throws(RequestError) { try body() } catch { refuse(error.status, error.detail) }
    }

    /// Puts bytes in the outbox; if they are its first, the time begins in which the client must take them.
    func put(_ bytes: [UInt8]) {
        if outbox.isEmpty { writing = (worker.loop.now, nil) }
        outbox.append(bytes)
    }

    /// Writes what the client takes.
    func write() {
        if case .closed = state { return }
        attempt { () throws(Broken) in hasWritten = try outbox.flush(to: transport, &worker.spares) }
    }

    /// Goes on after that.
    func goOn() {
        isToWrite = false
        if case .closed = state { return }
        attempt { () throws(Broken) in
            if hasWritten { wrote() }
            if outbox.isEmpty, isReading, reader.hasMore { return try advance() }
            try settle()
            try receivePending()
        }
    }
}
