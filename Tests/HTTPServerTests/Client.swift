import Glibc

/// A client's end of a connection; it waits, though never longer than ten seconds.
final class Client {
    struct Failure: Error {
        let call: String
        let errno: Int32
    }

    private let descriptor: Int32
    /// What has come and is not read yet.
    private var received: [UInt8] = []

    /// - Parameters:
    ///   - source: the address that it comes from, `0x7F00_0002` for 127.0.0.2
    ///   - room: bytes that the system keeps for it, where it is not to choose them itself
    init(port: UInt16, from source: in_addr_t = INADDR_LOOPBACK, room: Int32? = nil) throws {
        descriptor = try Self.check("socket", Int(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)), { Int32($0) })
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            let size = socklen_t(MemoryLayout<timeval>.size)
            _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &timeout, size)
        }
        var isPrompt: Int32 = 1  // what is sent in pieces comes in pieces
        let size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isPrompt, size)
        if var room { _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, size) }
        let descriptor = descriptor
        if source != INADDR_LOOPBACK {
            try Self.check("bind", Int(unsafe Self.withAddress(source, 0) { unsafe bind(descriptor, $0, $1) }))
        }
        try Self.check(
            "connect", Int(unsafe Self.withAddress(INADDR_LOOPBACK, port) { unsafe connect(descriptor, $0, $1) }))
    }

    private static func withAddress(
        _ host: in_addr_t, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return unsafe withUnsafePointer(to: address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(descriptor) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            rest = rest.dropFirst(try Self.check("send", count))
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends again and again until nothing more is taken, for half a second.
    ///
    /// - Returns: How many bytes were sent; `limit` or more where there was no end.
    func flood(_ bytes: [UInt8], limit: Int) throws -> Int {
        var writable = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        var sent = 0
        while sent < limit, unsafe poll(&writable, 1, 500) > 0 {
            let rest = bytes[(sent % bytes.count)...]
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count < 0, errno == EAGAIN { continue }
            sent += try Self.check("send", count)
        }
        return sent
    }

    /// Says that nothing more will be sent, and keeps reading.
    func finishSending() throws { try Self.check("shutdown", Int(shutdown(descriptor, Int32(SHUT_WR)))) }

    /// Makes the end of this connection a reset.
    func vanish() {
        var now = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    /// Waits for something to read.
    func isReadable(withinMilliseconds milliseconds: Int32) -> Bool {
        var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe !received.isEmpty || poll(&readable, 1, milliseconds) > 0
    }

    /// Bytes up to the end of `mark`.
    func read(through mark: String) throws -> [UInt8] {
        let mark = Array(mark.utf8)
        var searched = 0
        while true {
            let found = received.indices.dropFirst(searched).first { received[$0...].starts(with: mark) }
            if let found { return take(found + mark.count) }
            searched = max(0, received.count - mark.count + 1)
            if try !receive() { throw Failure(call: "read: end before \(mark)", errno: 0) }
        }
    }

    func read(count: Int) throws -> [UInt8] {
        while received.count < count {
            if try !receive() { throw Failure(call: "read: end at \(received.count) of \(count) bytes", errno: 0) }
        }
        return take(count)
    }

    /// All that comes until the server ends the connection.
    func readToEnd() throws -> [UInt8] {
        while try receive() {}
        return take(received.count)
    }

    private func take(_ count: Int) -> [UInt8] {
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// - Returns: Whether anything came before the end.
    private func receive() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        let count = try Self.check("recv", unsafe recv(descriptor, &buffer, buffer.count, 0))
        received += buffer.prefix(count)
        return count > 0
    }

    @discardableResult
    private static func check<Value>(_ call: String, _ result: Int, _ value: (Int) -> Value) throws -> Value {
        guard result >= 0 else { throw Failure(call: call, errno: errno) }
        return value(result)
    }

    @discardableResult
    private static func check(_ call: String, _ result: Int) throws -> Int { try check(call, result) { $0 } }
}
