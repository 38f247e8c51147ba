internal import COpenSSL
public import EventLoop

/// A server's identity and its rules for TLS 1.2 and 1.3 (RFC 5246, RFC 8446); shared by threads.
///
/// Sessions are resumed by tickets (RFC 5077, RFC 8446 §4.6.1) whose key lives as long as the context and is known to
/// no other, so that after a change of context clients shake hands in full. A session keeps what it needs of the
/// context it was made by.
@safe public final class TLSContext: Sendable {
    // OpenSSL counts the references to a context and locks what threads share of it.
    nonisolated(unsafe) private let context: OpaquePointer

    /// Seconds for which a client may resume a session.
    public static let ticketLifetime = 2 * 60 * 60

    /// Reads certificate chain, key and client authorities.
    ///
    /// - Throws: what is wrong, with the file's name; it never asks for a pass phrase.
    public init(_ files: TLSFiles) throws(TLSError) {
        ERR_clear_error()
        guard let context = unsafe SSL_CTX_new(TLS_server_method()) else {
            throw TLSError("TLS: \(QueuedError.take()?.reason ?? "no memory")")
        }
        unsafe self.context = context
        guard unsafe setRules(of: context) else {
            throw TLSError("TLS: \(QueuedError.take()?.reason ?? "OpenSSL refuses the server's rules")")
        }
        try unsafe loadIdentity(files, into: context)
        if let authorities = files.clientAuthorities { try unsafe loadAuthorities(authorities, into: context) }
    }

    deinit { unsafe SSL_CTX_free(context) }

    /// A session for a connection that was accepted.
    ///
    /// - Parameter socket: non-blocking; the caller's to close, after the session's end. A write to one whose client
    ///   is gone raises SIGPIPE, which the process must ignore.
    public func session(on socket: borrowing FileDescriptor) throws(TLSError) -> TLSSession {
        ERR_clear_error()
        guard let session = unsafe SSL_new(context) else {
            throw TLSError("TLS: \(QueuedError.take()?.reason ?? "no memory")")
        }
        guard unsafe SSL_set_fd(session, socket.rawValue) == 1 else {
            unsafe SSL_free(session)
            throw TLSError("TLS: \(QueuedError.take()?.reason ?? "no memory")")
        }
        unsafe SSL_set_accept_state(session)
        return unsafe TLSSession(owning: session)
    }
}

/// Sets what does not depend on the server's identity.
///
/// - Returns: Whether OpenSSL knows all of it.
private func setRules(of context: OpaquePointer) -> Bool {
    unsafe SSL_CTX_set_security_level(context, 2)
    unsafe SSL_CTX_set_options(
        context,
        SSLOptionCipherServerPreference | SSLOptionPrioritizeChaCha | SSLOptionNoCompression | SSLOptionNoRenegotiation
            // HTTP's messages say where they end, so an end without close_notify cuts nothing off unnoticed.
            | SSLOptionIgnoreUnexpectedEOF)
    // Clients' authorities are no part of the server's own chain, which is sent as its file has it.
    let modes =
        SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS
        | SSL_MODE_NO_AUTO_CHAIN
    unsafe SSL_CTX_ctrl(context, SSL_CTRL_MODE, Int(modes), nil)
    // One system call a record, not one for its header and one for the rest.
    unsafe SSL_CTX_ctrl(context, SSL_CTRL_SET_READ_AHEAD, 1, nil)
    unsafe SSL_CTX_ctrl(context, SSL_CTRL_SET_SESS_CACHE_MODE, Int(SSL_SESS_CACHE_OFF), nil)
    unsafe SSL_CTX_set_timeout(context, TLSContext.ticketLifetime)
    unsafe SSL_CTX_set_alpn_select_cb(context, selectHTTP1, nil)
    var groups = Array("X25519:P-256:P-384\0".utf8)
    // Without a name for where they belong, sessions with a client's certificate would not be resumed.
    let name = Array("chainrule".utf8)
    return unsafe SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_2_VERSION), nil) == 1
        && SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(TLS1_3_VERSION), nil) == 1
        && SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1
        && SSL_CTX_ctrl(context, SSL_CTRL_SET_GROUPS_LIST, 0, &groups) == 1
        && SSL_CTX_set_session_id_context(context, name, UInt32(name.count)) == 1
}

/// Picks HTTP/1.1 where the client names protocols (ALPN, RFC 7301 §3.2), and refuses a client without it.
private func selectHTTP1(
    _: OpaquePointer?, _ selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ selectedLength: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?, _ offeredLength: UInt32,
    _: UnsafeMutableRawPointer?
) -> Int32 {
    let http1 = Array("http/1.1".utf8)
    let offers = unsafe UnsafeBufferPointer(start: offered, count: Int(offeredLength))
    // Each name has its length before it. What is picked must outlive this call, as the client's list does.
    var rest = unsafe offers[...]
    while let length = unsafe rest.popFirst(), unsafe Int(length) <= rest.count {
        let name = unsafe rest.prefix(Int(length))
        if unsafe name.elementsEqual(http1), let start = offers.baseAddress {
            unsafe selected?.pointee = start + name.startIndex
            unsafe selectedLength?.pointee = length
            return SSL_TLSEXT_ERR_OK
        }
        unsafe rest.removeFirst(Int(length))
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
}
