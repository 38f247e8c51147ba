private import CZlib

/// Why a body cannot be taken out of its coding.
public enum InflationError: Error, Equatable, Sendable {
    /// It is not in that coding, ends too early, or goes on behind its end.
    case corrupt
    /// It would become larger than allowed.
    case tooLarge
    case outOfMemory
}

/// A body taken out of its content coding: several gzip members one after another are one body (RFC 1952 §2.2), and
/// `deflate` is the zlib format (RFC 1950).
///
/// - Parameters:
///   - limit: the most bytes that it may become
///   - mayGoOn: asked, with a number of bytes, before so many more are used
/// - Returns: The body, with some spare capacity after it; `nil` where `mayGoOn` said no.
public func inflated(
    _ bytes: [UInt8], _ coding: Coding, limit: Int, while mayGoOn: (Int) -> Bool
) throws(InflationError) -> [UInt8]? {
    var stream = try InflateStream(coding)
    var pieces: [[UInt8]] = []
    var (used, count) = (0, 0)
    var isComplete = false
    // Zlib fills each piece; one byte more than the limit is room enough to see that there is more.
    while !isComplete {
        let room = min(pieceSize, limit - count + 1)
        guard mayGoOn(room) else { return nil }
        var piece = [UInt8](repeating: 0, count: room)
        var filled = 0
        while filled < room, !isComplete {
            let step = try stream.inflate(bytes, from: used, into: &piece, from: filled)
            (used, filled) = (used + step.used, filled + step.made)
            if step.isEnd {
                isComplete = used == bytes.count
                if !isComplete { try stream.beginMember(coding) }
            } else if step.used == 0, step.made == 0 {
                throw .corrupt  // it ends before its end
            }
        }
        count += filled
        guard count <= limit else { throw .tooLarge }
        piece.removeLast(room - filled)
        pieces.append(piece)
    }
    var body: [UInt8] = []
    guard pieces.count == 1 || mayGoOn(count) else { return nil }
    body.reserveCapacity(count + spareCapacity)
    for piece in pieces { body += piece }
    return body
}

/// Bytes of a body between two questions whether to go on.
let pieceSize = 64 * 1024
/// What a vectorised reader may look at behind the body.
private let spareCapacity = 64

/// Zlib's state while it inflates.
@safe private struct InflateStream: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>

    init(_ coding: Coding) throws(InflationError) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard unsafe inflateInit2_(stream, coding.windowBits, ZLIB_VERSION, streamSize) == Z_OK else {
            throw .outOfMemory
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Goes as far as `input` and the room in `output` allow.
    mutating func inflate(
        _ input: [UInt8], from start: Int, into output: inout [UInt8], from filled: Int
    ) throws(InflationError) -> (used: Int, made: Int, isEnd: Bool) {
        let given = min(input.count - start, 1 << 20)
        let status = unsafe input.withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { output in
                guard let from = input.baseAddress, let into = output.baseAddress else {
                    return Z_BUF_ERROR
                }
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: from + start)
                unsafe stream.pointee.avail_in = UInt32(given)
                unsafe stream.pointee.next_out = into + filled
                unsafe stream.pointee.avail_out = UInt32(output.count - filled)
                return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
            }
        }
        let used = unsafe given - Int(stream.pointee.avail_in)
        let made = unsafe output.count - filled - Int(stream.pointee.avail_out)
        switch status {
        case Z_OK, Z_BUF_ERROR: return (used, made, false)
        case Z_STREAM_END: return (used, made, true)
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .corrupt
        }
    }

    /// Another member may follow in gzip, and in nothing else.
    mutating func beginMember(_ coding: Coding) throws(InflationError) {
        guard coding == .gzip, unsafe inflateReset(stream) == Z_OK else { throw .corrupt }
    }
}
