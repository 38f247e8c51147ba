/// A content coding of RFC 9110 §8.4.1 that zlib speaks.
public enum Coding: String, Sendable, CaseIterable {
    /// RFC 1952
    case gzip
    /// The zlib format, RFC 1950, in spite of the name.
    case deflate
}
