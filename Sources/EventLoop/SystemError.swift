internal import Glibc

/// A system call that failed, by name and errno.
public struct SystemError: Error, Equatable, CustomStringConvertible {
    public let call: String
    public let errno: Int32

    /// "bind: Address already in use"
    public var description: String { "\(call): \(unsafe String(cString: strerror(errno)))" }
}

/// The one door to the kernel: calls again when a signal came in between, and names what failed.
///
/// - Returns: What the call returned, or `nil` where it would have had to wait.
@discardableResult
func system<Result: SignedInteger>(
    _ call: StaticString, _ body: () -> Result
) throws(SystemError) -> Result? {
    while true {
        let result = body()
        if result >= 0 { return result }
        switch errno {
        case EINTR: continue
        case EAGAIN: return nil
        default: throw SystemError(call: "\(call)", errno: errno)
        }
    }
}
