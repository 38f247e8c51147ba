private import Glibc

/// An open file descriptor, closed exactly once: when its owner lets go of it.
public struct FileDescriptor: ~Copyable, Sendable {
    package let rawValue: Int32

    /// Takes ownership of an open descriptor.
    init(owning rawValue: Int32) {
        self.rawValue = rawValue
    }

    deinit { _ = close(rawValue) }
}

/// What came of reading or writing without waiting.
public enum Transfer: Equatable, Sendable {
    case bytes(Int)
    case wouldBlock
    /// Only of reading: nothing more will come.
    case end
}

extension FileDescriptor {
    /// Reads what is there, up to `count` bytes, to the end of `buffer`.
    public borrowing func read(appendingTo buffer: inout [UInt8], atMost count: Int) throws(SystemError) -> Transfer {
        let descriptor = rawValue
        return try unsafe fill(&buffer, count, "read") { unsafe Glibc.read(descriptor, $0, count) }
    }

    /// The same of a socket, for which the system has a shorter way.
    public borrowing func receive(
        appendingTo buffer: inout [UInt8], atMost count: Int
    ) throws(SystemError) -> Transfer {
        let descriptor = rawValue
        return try unsafe fill(&buffer, count, "recv") { unsafe recv(descriptor, $0, count, 0) }
    }

    @inline(__always)
    private borrowing func fill(
        _ buffer: inout [UInt8], _ count: Int, _ call: StaticString, _ read: (UnsafeMutablePointer<UInt8>) -> Int
    ) throws(SystemError) -> Transfer {
        var outcome: Result<Int?, SystemError> = .success(nil)
        buffer.append(addingCapacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { memory, initialized in
                guard let start = memory.baseAddress else { return }
                let free = unsafe start + initialized
                outcome = Result { () throws(SystemError) -> Int? in try system(call) { unsafe read(free) } }
                if case .success(let received?) = outcome { initialized += received }
            }
        }
        return switch try outcome.get() {
        case nil: .wouldBlock
        case 0: .end
        case let received?: .bytes(received)
        }
    }

    /// Writes as much of two pieces to a socket, one after the other, as there is room for.
    ///
    /// - Parameter offset: the bytes of the first piece to leave out
    public borrowing func write(_ first: [UInt8], from offset: Int, _ second: [UInt8]) throws(SystemError) -> Transfer {
        let descriptor = rawValue
        if second.isEmpty {
            let sent = try system("send") {
                unsafe first.withUnsafeBytes { bytes in
                    unsafe send(
                        descriptor, bytes.baseAddress.map { unsafe $0 + offset }, bytes.count - offset,
                        Int32(MSG_NOSIGNAL))
                }
            }
            return sent.map { .bytes($0) } ?? .wouldBlock
        }
        let sent = try system("writev") {
            unsafe first.withUnsafeBytes { first in
                unsafe second.withUnsafeBytes { second in
                    let vectors = unsafe [vector(first, from: offset), vector(second, from: 0)]
                    return unsafe writev(descriptor, vectors, 2)
                }
            }
        }
        return sent.map { .bytes($0) } ?? .wouldBlock
    }
}

private func vector(_ bytes: UnsafeRawBufferPointer, from offset: Int) -> iovec {
    let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress).map { unsafe $0 + offset }
    return unsafe iovec(iov_base: start, iov_len: bytes.count - offset)
}
