private import Bytes
internal import EventLoop
internal import HTTPWire

/// How connections come to a worker.
extension Worker {
    /// Takes every connection that waits.
    func accept(from listener: borrowing FileDescriptor) throws(SystemError) {
        while let socket = try listener.accept() {
            if let kept = shared.roster.assign(socket, to: index) { serve(kept) }
        }
    }

    /// Begins to serve a connection, which the roster counts already.
    func serve(_ socket: consuming FileDescriptor) {
        if let connection = connection(socket), (try? connection.open()) != nil {
            connections[ObjectIdentifier(connection)] = connection
        } else {
            shared.roster.leave(index)
        }
        updateSweep()
    }

    /// - Returns: `nil` where it is not taken.
    private func connection(_ socket: consuming FileDescriptor) -> Connection? {
        guard let client = try? socket.peer() else { return nil }  // it is gone already
        let context = shared.tlsContext
        guard let place = shared.doorkeeper.admit(client) else {
            shared.turnedAway.add(1)
            if context == nil { turnAway(socket, .serviceUnavailable, "there are too many connections") }
            return nil
        }
        if client.isLoopback { socket.forgoPacing() }
        // Without memory for TLS, or room in epoll, the connection is dropped.
        guard let transport = try? Transport(socket, context) else { return nil }
        return Connection(transport, from: client, place, self)
    }

    /// Answers, as far as a single write goes, a connection that is not taken.
    func turnAway(_ socket: borrowing FileDescriptor, _ status: Status, _ detail: String) {
        let response = shared.handler.refusal(status, detail)
        var bytes: [UInt8] = []
        bytes.append(room: 1024) {
            response.writeHead(to: &$0, date: date, connection: "close", requestID: requestIDs.next())
        }
        // What has come is read, lest the end of the connection be a reset that takes the answer away.
        var arrivals: [UInt8] = []
        _ = try? socket.receive(appendingTo: &arrivals, atMost: 64 * 1024)
        _ = try? socket.write(bytes, from: 0, response.body)
        socket.shutdownWriting()
    }
}
