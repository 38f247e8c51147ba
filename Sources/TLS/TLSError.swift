internal import COpenSSL
private import Glibc

/// What went wrong with a server's identity or with a client's session, in words for a log.
public struct TLSError: Error, Equatable, CustomStringConvertible {
    public let description: String
    /// Whether the client spoke HTTP in the clear where TLS was due.
    public let isPlainHTTP: Bool

    init(_ description: String, isPlainHTTP: Bool = false) {
        (self.description, self.isPlainHTTP) = (description, isPlainHTTP)
    }
}

/// An entry of the error queue that OpenSSL keeps for each thread.
struct QueuedError {
    private let code: UInt

    /// The oldest entry, which is nearest to the cause; empties the queue.
    static func take() -> QueuedError? {
        let code = ERR_get_error()
        ERR_clear_error()
        return code == 0 ? nil : QueuedError(code: code)
    }

    func has(_ library: Int32, _ reasons: Int32...) -> Bool {
        ERR_GET_LIB(code) == library && reasons.contains(ERR_GET_REASON(code))
    }

    /// The errno of a system call that failed.
    var systemError: Int32? { ERR_GET_LIB(code) == ERR_LIB_SYS ? ERR_GET_REASON(code) : nil }

    var reason: String {
        if let systemError { return unsafe String(cString: strerror(systemError)) }
        guard let text = unsafe ERR_reason_error_string(code) else { return "OpenSSL error \(code)" }
        return unsafe String(cString: text)
    }
}
