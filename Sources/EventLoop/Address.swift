internal import Glibc

/// The IP address of a connection's other end.
public struct Address: Sendable, Hashable, CustomStringConvertible {
    /// In network order: 16 bytes of IPv6, or 4 of IPv4.
    private let bytes: [UInt8]
    /// `192.0.2.1` or `2001:db8::1`
    public let description: String

    init(_ storage: sockaddr_storage) {
        // Port and, for IPv6, flow information lie before the address.
        let (offset, count) = Int32(storage.ss_family) == AF_INET6 ? (8, 16) : (4, 4)
        self.init(unsafe withUnsafeBytes(of: storage) { unsafe Array($0[offset..<offset + count]) })
    }

    /// What one client is likely to have for itself: an IPv4 address, or the first 64 bits of an IPv6 one.
    public var network: Address {
        bytes.count == 4 ? self : Address(bytes.prefix(8) + [UInt8](repeating: 0, count: 8))
    }

    /// Whether it is this machine's own.
    public var isLoopback: Bool { bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1] }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        let text = unsafe [CChar](unsafeUninitializedCapacity: Int(INET6_ADDRSTRLEN)) { buffer, count in
            let written = unsafe inet_ntop(family, bytes, buffer.baseAddress, socklen_t(INET6_ADDRSTRLEN))
            count = unsafe written.map { unsafe strlen($0) } ?? 0
        }
        description = String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
