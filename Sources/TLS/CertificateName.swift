internal import COpenSSL

/// The subject's common name, or failing that the first DNS name of the alternative ones (RFC 5280 §4.2.1.6).
func name(in certificate: OpaquePointer) -> String? {
    unsafe commonName(in: certificate) ?? firstDNSName(in: certificate)
}

private func commonName(in certificate: OpaquePointer) -> String? {
    let subject = unsafe X509_get_subject_name(certificate)
    let index = unsafe X509_NAME_get_index_by_NID(subject, NID_commonName, -1)
    guard index >= 0 else { return nil }
    return unsafe text(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)))
}

private func firstDNSName(in certificate: OpaquePointer) -> String? {
    guard let names = unsafe X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return nil }
    let stack = OpaquePointer(names)
    defer { unsafe GENERAL_NAMES_free(stack) }
    for i in 0..<max(0, unsafe OPENSSL_sk_num(stack)) {
        var kind: Int32 = 0
        let entry = unsafe OPENSSL_sk_value(stack, i)?.assumingMemoryBound(to: GENERAL_NAME.self)
        let value = unsafe GENERAL_NAME_get0_value(entry, &kind)
        if kind == GEN_DNS { return unsafe text(value?.assumingMemoryBound(to: ASN1_STRING.self)) }
    }
    return nil
}

/// A string of whatever encoding, as Unicode.
private func text(_ string: UnsafePointer<ASN1_STRING>?) -> String? {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = unsafe ASN1_STRING_to_UTF8(&bytes, string)
    defer { unsafe CRYPTO_free(bytes, #file, #line) }
    guard count > 0 else { return nil }
    return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
}
