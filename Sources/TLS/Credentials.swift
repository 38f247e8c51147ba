internal import COpenSSL

/// Reads the server's certificate chain and its key.
func loadIdentity(_ files: TLSFiles, into context: OpaquePointer) throws(TLSError) {
    // Without this OpenSSL would ask for a pass phrase on the terminal.
    unsafe SSL_CTX_set_default_passwd_cb(context) { _, _, _, _ in -1 }
    guard unsafe SSL_CTX_use_certificate_chain_file(context, files.certificate) == 1 else {
        throw unusable("certificate", files.certificate)
    }
    guard unsafe SSL_CTX_use_PrivateKey_file(context, files.key, SSL_FILETYPE_PEM) == 1 else {
        throw unusable("key", files.key)
    }
    guard unsafe SSL_CTX_check_private_key(context) == 1 else {
        ERR_clear_error()
        throw TLSError("the key \(files.key) is not that of the certificate \(files.certificate)")
    }
}

/// Has every client show a certificate of one of the authorities in a file (RFC 8446 §4.3.2).
func loadAuthorities(_ path: String, into context: OpaquePointer) throws(TLSError) {
    guard unsafe SSL_CTX_load_verify_file(context, path) == 1, let names = unsafe SSL_load_client_CA_file(path) else {
        throw unusable("client authorities", path)
    }
    unsafe SSL_CTX_set_client_CA_list(context, names)
    unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
}

private func unusable(_ what: String, _ path: String) -> TLSError {
    guard let error = QueuedError.take() else { return TLSError("the \(what) \(path) cannot be read") }
    if error.has(ERR_LIB_PEM, PEM_R_BAD_PASSWORD_READ, PEM_R_PROBLEMS_GETTING_PASSWORD) {
        return TLSError("the \(what) \(path) is encrypted; it must be without a pass phrase")
    }
    if error.has(ERR_LIB_PEM, PEM_R_NO_START_LINE) || error.has(ERR_LIB_SSL, SSL_R_NO_CERTIFICATES_RETURNED) {
        return TLSError("the \(what) \(path) is not in PEM form")
    }
    if error.has(ERR_LIB_X509, X509_R_KEY_VALUES_MISMATCH, X509_R_KEY_TYPE_MISMATCH) {
        return TLSError("the \(what) \(path) is not that of the certificate")
    }
    return TLSError("the \(what) \(path) cannot be read: \(error.reason)")
}
