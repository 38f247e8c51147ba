private import CZlib

/// A content coding of RFC 9110 §8.4.1 that zlib speaks.
public enum Coding: String, Sendable, CaseIterable {
    /// RFC 1952
    case gzip
    /// The zlib format, RFC 1950, in spite of the name.
    case deflate
}

extension Coding {
    /// What zlib's functions take for it: a window of 2¹⁵ bytes, and 16 more for gzip.
    var windowBits: Int32 {
        switch self {
        case .gzip: 15 + 16
        case .deflate: 15
        }
    }
}

/// For zlib to check that it and we mean the same structure.
let streamSize = unsafe Int32(MemoryLayout<z_stream>.size)
