internal import CLinux
private import Glibc

/// A TCP connection or listener.
extension FileDescriptor {
    /// Listens on a port.
    ///
    /// - Parameters:
    ///   - host: a numeric IPv4 or IPv6 address, or a name
    ///   - port: 0 for one that is free
    public static func listener(host: String, port: UInt16) throws(SystemError) -> FileDescriptor {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, String(port), &hints, &list)
        guard status == 0, let address = unsafe list else {
            throw SystemError(call: "no address for \"\(host)\"", errno: status == EAI_SYSTEM ? errno : EADDRNOTAVAIL)
        }
        defer { unsafe freeaddrinfo(list) }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let family = unsafe address.pointee.ai_family
        let descriptor = try system("socket") { socket(family, kind, 0) } ?? -1
        let listener = FileDescriptor(owning: descriptor)
        try listener.set(SOL_SOCKET, SO_REUSEADDR)
        if family == AF_INET6 { try listener.set(Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
        try system("bind") { unsafe bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) }
        try system("listen") { listen(descriptor, 4096) }
        return listener
    }

    /// The port that a listener is bound to.
    public borrowing func port() throws(SystemError) -> UInt16 {
        let address = unsafe try name("getsockname", getsockname)
        // The port lies at the same place in IPv4's and IPv6's address, in network order.
        return unsafe withUnsafeBytes(of: address) {
            unsafe UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self))
        }
    }

    /// Who is at the other end of a connection.
    public borrowing func peer() throws(SystemError) -> Address { unsafe Address(try name("getpeername", getpeername)) }

    private borrowing func name(
        _ call: StaticString,
        _ function: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) throws(SystemError) -> sockaddr_storage {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let descriptor = rawValue
        try system(call) {
            unsafe withUnsafeMutablePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe function(descriptor, $0, &length)
                }
            }
        }
        return address
    }

    /// Takes a connection that waits, if there is one; it neither waits nor delays small writes.
    public borrowing func accept() throws(SystemError) -> FileDescriptor? {
        let descriptor = rawValue
        let flags = Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard let accepted = try system("accept4", { accept4(descriptor, nil, nil, flags) }) else { return nil }
        let connection = FileDescriptor(owning: accepted)
        try? connection.set(Int32(IPPROTO_TCP), TCP_NODELAY)
        return connection
    }

    /// Writes without pacing, whatever the machine's setting: for a connection within the machine, where there is no
    /// path whose speed would have to be found (looking for it, BBR takes some hundredths of a small request's time).
    public borrowing func forgoPacing() {
        let name: StaticString = "reno"  // every kernel has it, and every process may choose it
        _ = unsafe setsockopt(
            rawValue, Int32(IPPROTO_TCP), TCP_CONGESTION, name.utf8Start, socklen_t(name.utf8CodeUnitCount))
    }

    /// Says that nothing more will be written, and keeps reading.
    public borrowing func shutdownWriting() {
        _ = shutdown(rawValue, Int32(SHUT_WR))
    }

    /// Bytes that were written and that the other side has not taken yet.
    public borrowing func unacknowledged() -> Int { max(0, Int(clinux_unacknowledged(rawValue))) }

    /// Whether bytes have come that are not read.
    public borrowing func hasUnread() -> Bool {
        var byte: UInt8 = 0
        return unsafe recv(rawValue, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) > 0
    }

    private borrowing func set(_ level: Int32, _ option: Int32) throws(SystemError) {
        var on: Int32 = 1
        let descriptor = rawValue
        try system("setsockopt") {
            unsafe setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
        }
    }
}

extension SystemError {
    /// The process or the machine has no descriptor, or no memory for one, left.
    public var isExhaustion: Bool { [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) }
}
