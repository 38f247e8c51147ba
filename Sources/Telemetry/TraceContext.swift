/// Who asked, in a trace over several services (W3C Trace Context, level 1).
public struct TraceContext: Sendable, Equatable {
    /// 32 hexadecimal digits.
    public let traceID: String
    /// The caller's span, 16 hexadecimal digits.
    public let parentID: String

    /// Reads the value of a `traceparent` field: version, trace, parent and flags.
    ///
    /// A version that is not known yet is read by the parts that are (§3.2.4).
    public init?(_ traceparent: String) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, zip(parts, [2, 32, 16, 2]).allSatisfy({ Self.isHexadecimal($0, count: $1) }),
            parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        (traceID, parentID) = (String(parts[1]), String(parts[2]))
    }

    private static func isHexadecimal(_ text: Substring, count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
