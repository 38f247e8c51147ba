/// Takes the body out of the chunked transfer coding (RFC 9112 §7.1), however its bytes are cut.
public struct ChunkedDecoder: Sendable {
    private enum State: Sendable {
        case size(hasDigits: Bool), extension_, sizeEnd, data, dataEnd, dataLineFeed
        case trailerStart, trailerName, trailer, trailerLineFeed, lastLineFeed, done
    }

    private var state = State.size(hasDigits: false)
    /// Bytes of the current chunk that have not come.
    private var remaining = 0
    /// Bytes of extensions, of trailers and of zeros in front of sizes so far.
    private var overhead = 0
    /// Bytes of data so far.
    private var decoded = 0

    /// What they may take beyond the data that they come with.
    static let overheadLimit = 4 * 1024

    public init() {}

    public var isDone: Bool { if case .done = state { true } else { false } }

    /// Decodes what has come.
    ///
    /// - Parameters:
    ///   - bytes: what follows the bytes of the last call
    ///   - body: takes the decoded bytes
    ///   - limit: the most that `body` may grow to
    /// - Returns: How many bytes were used: all of them, unless the body ended before.
    public mutating func decode(_ bytes: Span<UInt8>, into body: inout [UInt8], limit: Int) throws(RequestError) -> Int
    {
        var i = 0
        while i < bytes.count, !isDone {
            if case .data = state {
                let count = min(remaining, bytes.count - i)
                let part = bytes.extracting(i..<i + count)
                unsafe part.withUnsafeBufferPointer { unsafe body.append(contentsOf: $0) }
                remaining -= count
                decoded += count
                i += count
                if remaining == 0 { state = .dataEnd }
            } else {
                try step(bytes[i], room: limit - body.count)
                i += 1
            }
        }
        return i
    }

    /// Takes one byte that is not data.
    private mutating func step(_ byte: UInt8, room: Int) throws(RequestError) {
        let isLineFeed = byte == 0x0A
        switch state {
        case .size(let hasDigits):
            if let digit = Grammar.hexadecimalDigit(byte) {
                if remaining == 0, hasDigits { try takeOverhead() }  // a 0 in front
                guard remaining <= Int.max >> 4 else { throw .bodyTooLarge }
                remaining = remaining << 4 | Int(digit)
                if remaining > room { throw .bodyTooLarge }
                state = .size(hasDigits: true)
                return
            }
            guard hasDigits else { throw .malformedChunk }
            switch byte {
            case 0x0D: state = .sizeEnd
            case UInt8(ascii: ";"): state = .extension_
            default: throw .malformedChunk
            }
        case .extension_:
            if byte == 0x0D { state = .sizeEnd } else { try skip(byte) }
        case .sizeEnd:
            guard isLineFeed else { throw .malformedChunk }
            state = remaining == 0 ? .trailerStart : .data
        case .dataEnd:
            guard byte == 0x0D else { throw .malformedChunk }
            state = .dataLineFeed
        case .dataLineFeed:
            guard isLineFeed else { throw .malformedChunk }
            state = .size(hasDigits: false)
        case .trailerStart:
            guard byte == 0x0D || Grammar.isToken(byte) else { throw .malformedChunk }
            if byte != 0x0D { try skip(byte) }
            state = byte == 0x0D ? .lastLineFeed : .trailerName
        case .trailerName:
            guard byte == UInt8(ascii: ":") || Grammar.isToken(byte) else { throw .malformedChunk }
            try skip(byte)
            if byte == UInt8(ascii: ":") { state = .trailer }
        case .trailer:
            if byte == 0x0D { state = .trailerLineFeed } else { try skip(byte) }
        case .trailerLineFeed:
            guard isLineFeed else { throw .malformedChunk }
            state = .trailerStart
        case .lastLineFeed:
            guard isLineFeed else { throw .malformedChunk }
            state = .done
        case .data, .done: break
        }
    }

    /// A byte of an extension or a trailer, which say nothing to this server.
    private mutating func skip(_ byte: UInt8) throws(RequestError) {
        guard Grammar.isFieldValue(byte) else { throw .malformedChunk }
        try takeOverhead()
    }

    /// A byte more that holds no data.
    private mutating func takeOverhead() throws(RequestError) {
        overhead += 1
        guard overhead <= Self.overheadLimit + decoded else { throw .chunksTakeTooMuch }
    }
}
