internal import COpenSSL

/// Reads the server's certificate chain and its key.
func loadIdentity(_ files: TLSFiles, into context: OpaquePointer) throws(TLSError) {
    unsafe SSL_CTX_set_default_passwd_cb(context, refusePassPhrase)
    guard unsafe SSL_CTX_use_certificate_chain_file(context, files.certificate) == 1 else {
        throw unusable(files.certificate, as: "certificate")
    }
    let isKeyRead = unsafe SSL_CTX_use_PrivateKey_file(context, files.key, SSL_FILETYPE_PEM) == 1
    let keyProblem = isKeyRead ? nil : QueuedError.take()
    let isMismatch = keyProblem?.has(ERR_LIB_X509, X509_R_KEY_VALUES_MISMATCH, X509_R_KEY_TYPE_MISMATCH) ?? false
    if let keyProblem, !isMismatch { throw unusable(files.key, as: "private key", keyProblem) }
    // A key of another kind than the certificate's is taken without complaint, but this finds it.
    guard !isMismatch, unsafe SSL_CTX_check_private_key(context) == 1 else {
        ERR_clear_error()
        throw TLSError("\(files.key): the key does not belong to the certificate in \(files.certificate)")
    }
}

/// Reads the authorities whose certificates clients must show, and tells clients their names.
func loadAuthorities(_ path: String, into context: OpaquePointer) throws(TLSError) {
    guard let file = unsafe BIO_new_file(path, "r") else { throw unusable(path, as: "certificate") }
    defer { unsafe BIO_free(file) }
    var count = 0
    // OpenSSL's own functions for this may ask for a pass phrase.
    while let certificate = unsafe PEM_read_bio_X509(file, nil, refusePassPhrase, nil) {
        defer { unsafe X509_free(certificate) }
        guard unsafe X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate) == 1,
            unsafe SSL_CTX_add_client_CA(context, certificate) == 1
        else { throw unusable(path, as: "certificate") }
        count += 1
    }
    let problem = QueuedError.take()
    let isEndOfFile = problem?.has(ERR_LIB_PEM, PEM_R_NO_START_LINE) ?? false
    guard isEndOfFile, count > 0 else { throw unusable(path, as: "certificate", problem) }
    unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
}

/// Says what is wrong with a file.
private func unusable(
    _ path: String, as content: String, _ problem: QueuedError? = QueuedError.take()
) -> TLSError {
    guard let problem else { return TLSError("\(path): holds no usable \(content)") }
    if problem.systemError != nil { return TLSError("\(path): \(problem.reason)") }
    if problem.has(ERR_LIB_PEM, PEM_R_BAD_PASSWORD_READ)
        || problem.has(ERR_LIB_CRYPTO, Int32(ERR_R_INTERRUPTED_OR_CANCELLED))
    {
        return TLSError("\(path): the \(content) is encrypted; it must need no pass phrase")
    }
    if problem.has(ERR_LIB_PEM, PEM_R_NO_START_LINE) || problem.has(ERR_LIB_OSSL_DECODER, Int32(ERR_R_UNSUPPORTED)) {
        return TLSError("\(path): holds no \(content) in PEM")
    }
    return TLSError("\(path): holds no usable \(content) (\(problem.reason))")
}

/// Answers for the person whom OpenSSL would ask at the terminal.
private func refusePassPhrase(
    _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?
) -> Int32 { -1 }
