internal import COpenSSL
public import EventLoop

/// TLS on one connection; used by one thread.
@safe public final class TLSSession {
    private let session: OpaquePointer
    /// Whether reading waits for room to write, as it may while hands are shaken.
    public private(set) var wantsToWrite = false

    init(owning session: OpaquePointer) {
        unsafe self.session = session
    }

    deinit { unsafe SSL_free(session) }

    /// Whether hands are shaken.
    public var isEstablished: Bool { unsafe SSL_is_init_finished(session) == 1 }

    /// Whether bytes wait in the session that the socket tells nothing of.
    public var hasPending: Bool { unsafe SSL_pending(session) > 0 }

    /// The common name in the client's certificate, once hands are shaken.
    public var clientName: String? {
        guard isEstablished, let certificate = unsafe SSL_get1_peer_certificate(session) else { return nil }
        defer { unsafe X509_free(certificate) }
        guard let subject = unsafe X509_get_subject_name(certificate) else { return nil }
        var text = [UInt8](repeating: 0, count: 65)  // a common name has at most 64 characters (RFC 5280, A.1)
        let count = unsafe text.withUnsafeMutableBytes { text in
            unsafe X509_NAME_get_text_by_NID(
                subject, NID_commonName, text.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(text.count))
        }
        return count > 0 ? String(decoding: text.prefix(Int(count)), as: UTF8.self) : nil
    }

    /// Decrypts what has come, up to `count` bytes, to the end of `buffer`; shakes hands first.
    public func read(appendingTo buffer: inout [UInt8], atMost count: Int) throws(TLSError) -> Transfer {
        wantsToWrite = false
        var outcome = Result<Transfer, TLSError>.success(.wouldBlock)
        buffer.append(addingCapacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { memory, initialized in
                guard let start = memory.baseAddress else { return }
                let before = initialized
                // A call gives one record at most.
                while initialized - before < count {
                    var received = 0
                    ERR_clear_error()
                    let status = unsafe SSL_read_ex(
                        session, start + initialized, count - (initialized - before), &received)
                    initialized += received
                    if status == 1 { continue }
                    outcome = stopped(status)
                    break
                }
                // What came before an end or an error is used first; either comes again.
                if initialized > before { outcome = .success(.bytes(initialized - before)) }
            }
        }
        return try outcome.get()
    }

    /// Encrypts and writes as much of two pieces, one after the other, as there is room for.
    ///
    /// What did not fit must be given again, at the same place, before anything else.
    ///
    /// - Parameter offset: the bytes of the first piece to leave out
    public func write(_ first: [UInt8], from offset: Int, _ second: [UInt8]) throws(TLSError) -> Transfer {
        let written = try write(first, from: offset)
        guard case .bytes(let count) = written, count == first.count - offset, !second.isEmpty,
            case .bytes(let more) = try write(second, from: 0)
        else { return written }
        return .bytes(count + more)
    }

    private func write(_ bytes: [UInt8], from offset: Int) throws(TLSError) -> Transfer {
        var sent = 0
        while sent < bytes.count - offset {
            var written = 0
            ERR_clear_error()
            let status = unsafe bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return Int32(0) }
                let place = offset + sent
                return unsafe SSL_write_ex(session, start + place, bytes.count - place, &written)
            }
            guard status == 1 else {
                if sent > 0 { break }
                return try stopped(status).get()
            }
            sent += written
        }
        return .bytes(sent)
    }

    /// Tells the client that nothing more will come (close_notify).
    public func close() {
        ERR_clear_error()
        if isEstablished { unsafe SSL_shutdown(session) }
        ERR_clear_error()
    }

    /// Why a call went no further.
    private func stopped(_ status: Int32) -> Result<Transfer, TLSError> {
        switch unsafe SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ: return .success(.wouldBlock)
        case SSL_ERROR_WANT_WRITE:
            wantsToWrite = true
            return .success(.wouldBlock)
        case SSL_ERROR_ZERO_RETURN: return .success(.end)
        default:
            let error = QueuedError.take()
            let isPlainHTTP = error?.has(ERR_LIB_SSL, SSL_R_HTTP_REQUEST) ?? false
            return .failure(TLSError(error?.reason ?? "the connection is broken", isPlainHTTP: isPlainHTTP))
        }
    }
}
