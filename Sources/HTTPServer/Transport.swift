internal import EventLoop
internal import TLS

/// A connection's bytes, in the clear or through TLS.
struct Transport: ~Copyable {
    let socket: FileDescriptor
    private let session: TLSSession?

    /// - Parameter context: what the server shows of itself; `nil` for a connection in the clear
    init(_ socket: consuming FileDescriptor, _ context: TLSContext?) throws(TLSError) {
        session = try context?.session(on: socket)
        self.socket = socket
    }

    var isSecure: Bool { session != nil }
    /// Whether an answer could be read: a TLS client that has not shaken hands yet would not understand it.
    var canAnswer: Bool { session?.isEstablished ?? true }
    /// Whether bytes wait that epoll does not tell of.
    var hasPending: Bool { session?.hasPending ?? false }
    /// Whether reading waits for room to write.
    var wantsToWrite: Bool { session?.wantsToWrite ?? false }
    /// The name in the client's certificate.
    var clientName: String? { session?.clientName }

    borrowing func read(appendingTo buffer: inout [UInt8], atMost count: Int) throws(Broken) -> Transfer {
        do {
            if let session { return try session.read(appendingTo: &buffer, atMost: count) }
            return try socket.receive(appendingTo: &buffer, atMost: count)
        } catch {
            throw Broken(error)
        }
    }

    borrowing func write(_ first: [UInt8], from offset: Int, _ second: [UInt8]) throws(Broken) -> Transfer {
        do {
            if let session { return try session.write(first, from: offset, second) }
            return try socket.write(first, from: offset, second)
        } catch {
            throw Broken(error)
        }
    }

    /// Says that nothing more will be written, and keeps reading.
    borrowing func finishWriting() {
        session?.close()
        socket.shutdownWriting()
    }
}

/// A connection that cannot go on.
struct Broken: Error {
    /// The client spoke HTTP in the clear where TLS is spoken.
    let isPlainHTTP: Bool

    init(_ error: any Error) {
        isPlainHTTP = (error as? TLSError)?.isPlainHTTP ?? false
    }
}
