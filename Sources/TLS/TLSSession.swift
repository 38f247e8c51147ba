internal import COpenSSL
public import EventLoop
private import Glibc

/// The server's side of a TLS session (RFC 8446) over a socket that does not wait; used by one thread at a time.
@safe public final class TLSSession {
    private let session: OpaquePointer
    /// Whether the last read went on until the socket had nothing more.
    private var isDrained = false
    /// Whether the last read met the end, or a failure, behind the bytes that it gathered.
    private var isEndDue = false
    private var failure: TLSError?

    /// The last read waits for room to write: in a handshake or a change of keys.
    public private(set) var wantsToWrite = false
    /// The last write waits for something to read: in a handshake.
    public private(set) var wantsToRead = false

    /// Takes ownership of a session that has its socket.
    init(owning session: OpaquePointer) { unsafe self.session = session }

    deinit { unsafe SSL_free(session) }

    /// Whether the handshake is done.
    public var isEstablished: Bool { unsafe SSL_is_init_finished(session) == 1 }

    /// Whether there is something to read of which the socket's events will not tell.
    public var hasPending: Bool { unsafe isEndDue || (!isDrained && SSL_has_pending(session) == 1) }

    /// Decrypts what is there, up to `count` bytes, to the end of `buffer`; shakes hands first.
    ///
    /// - Returns: `.end` both for the client's close_notify and for an end without it
    /// - Throws: after which the session is of no use
    public func read(appendingTo buffer: inout [UInt8], atMost count: Int) throws(TLSError) -> Transfer {
        var received = 0
        var pause: Pause?
        buffer.append(addingCapacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { memory, initialized in
                guard let start = memory.baseAddress else { return }
                let free = unsafe start + initialized
                while received < count, pause == nil {
                    var length = 0
                    pause = attempt { unsafe SSL_read_ex(session, free + received, count - received, &length) }
                    received += length
                }
                initialized += received
            }
        }
        isDrained = pause != nil
        wantsToWrite = pause == .untilWritable
        switch pause {
        case nil: return .bytes(received)
        case .untilReadable, .untilWritable:
            isEndDue = false
            return received > 0 ? .bytes(received) : .wouldBlock
        case .forever, .failed:
            isEndDue = received > 0
            if isEndDue { return .bytes(received) }
            if let failure { throw failure }
            return .end
        }
    }

    /// Encrypts and writes as much of two pieces, one after the other, as there is room for.
    ///
    /// Bytes that found no room may be encrypted already: the next write must begin with the same ones, from wherever
    /// in memory, and may go on with more.
    ///
    /// - Parameter offset: the bytes of the first piece to leave out
    /// - Throws: after which the session is of no use
    public func write(_ first: [UInt8], from offset: Int, _ second: [UInt8]) throws(TLSError) -> Transfer {
        let total = first.count - offset + second.count
        var sent = 0
        var pause: Pause?
        if !isEstablished { isDrained = false }  // a handshake may read what lies behind it
        while sent < total, pause == nil {
            let position = offset + sent
            let inSecond = max(0, position - first.count)
            var length = 0
            // A record that was begun is repeated with at least its bytes: so is the choice made by how much is left.
            if position + Self.recordSize <= first.count {
                pause = unsafe first.withUnsafeBytes { unsafe write($0[position...], &length) }
            } else if position >= first.count {
                pause = unsafe second.withUnsafeBytes { unsafe write($0[inSecond...], &length) }
            } else {
                let record = first[position...] + second.prefix(position + Self.recordSize - first.count)
                pause = unsafe record.withUnsafeBytes { unsafe write($0[...], &length) }
            }
            sent += length
        }
        wantsToRead = pause == .untilReadable
        if sent > 0 || total == 0 { return .bytes(sent) }  // a failure comes again with the next write
        if let failure { throw failure }
        if pause == .forever { throw TLSError("the client ended the connection") }
        return .wouldBlock
    }

    /// Sends close_notify, if there is room for it, without waiting for the client's.
    public func close() {
        guard isEstablished, failure == nil else { return }
        ERR_clear_error()
        unsafe SSL_shutdown(session)
        ERR_clear_error()
    }

    /// The common name, or failing that the first DNS name, of the certificate that the client has shown.
    public var clientName: String? {
        guard isEstablished, let certificate = unsafe SSL_get0_peer_certificate(session) else { return nil }
        return unsafe name(in: certificate)
    }

    // MARK: One call of OpenSSL's

    /// Why a call did not do what it was to do.
    private enum Pause {
        case untilReadable, untilWritable, forever, failed
    }

    /// The most that a record holds (RFC 8446 §5.1).
    private static let recordSize = 16 * 1024

    private func write(_ bytes: Slice<UnsafeRawBufferPointer>, _ length: inout Int) -> Pause? {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: bytes)
        return attempt { unsafe SSL_write_ex(session, bytes.baseAddress, bytes.count, &length) }
    }

    private func attempt(_ call: () -> Int32) -> Pause? {
        if failure != nil { return .failed }
        ERR_clear_error()
        errno = 0
        let status = call()
        let systemError = errno
        if status == 1 { return nil }
        switch unsafe SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ: return .untilReadable
        case SSL_ERROR_WANT_WRITE: return .untilWritable
        case SSL_ERROR_ZERO_RETURN: return .forever
        case SSL_ERROR_SYSCALL where systemError == 0 && ERR_peek_error() == 0: return .forever
        default:
            failure = problem(systemError)
            return .failed
        }
    }

    /// What OpenSSL, or else the kernel, complains of.
    private func problem(_ systemError: Int32) -> TLSError {
        guard let error = QueuedError.take() else {
            return TLSError("the connection broke: \(unsafe String(cString: strerror(systemError)))")
        }
        if error.has(ERR_LIB_SSL, SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST) {
            return TLSError("the client speaks HTTP without TLS", isPlainHTTP: true)
        }
        let verification = unsafe SSL_get_verify_result(session)
        guard error.has(ERR_LIB_SSL, SSL_R_CERTIFICATE_VERIFY_FAILED), verification != Int(X509_V_OK) else {
            return TLSError(error.reason)
        }
        return TLSError(
            "the client's certificate: \(unsafe String(cString: X509_verify_cert_error_string(verification)))")
    }
}
