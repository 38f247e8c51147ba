private import CZlib
private import Synchronization

/// Bytes put in a content coding; `nil` where there is no memory for it, or `mayGoOn` said no.
///
/// The same bytes give the same coded bytes: gzip's time stamp is left out.
///
/// - Parameter mayGoOn: asked between two pieces, which take about a millisecond each, with a number of bytes that are
///   used next
public func deflated(_ bytes: [UInt8], _ coding: Coding, while mayGoOn: (Int) -> Bool = { _ in true }) -> [UInt8]? {
    let idle = idleStreams.withLock { $0[coding]?.popLast() }
    guard let stream = idle ?? DeflateStream(coding) else { return nil }
    defer {
        idleStreams.withLock { streams in
            if streams[coding, default: []].count < mostIdle { streams[coding, default: []].append(stream) }
        }
    }
    return stream.deflate(bytes, while: mayGoOn)
}

/// Answers below this size are sent as they are: with their heads they fit into one packet anyway.
public let worthCompressing = 1024

/// Of a MiB of numbers in decimal, level 1 leaves 0.49 at 80 MB/s or more, level 3 0.47 at 31, level 6 0.46 at 15.
private let level: Int32 = 1
/// Zlib's state is 256 KiB: an answer of 1 KiB takes 65 µs with a new one and 26 µs with one used before, so a few are
/// kept.
private let idleStreams = Mutex<[Coding: [DeflateStream]]>([:])
private let mostIdle = 4

/// Zlib's state while it deflates; used by one thread at a time.
@safe private final class DeflateStream: @unchecked Sendable {
    private let stream: UnsafeMutablePointer<z_stream>

    init?(_ coding: Coding) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe deflateInit2_(
            stream, level, Z_DEFLATED, coding.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, streamSize)
        guard status == Z_OK else { return nil }
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    func deflate(_ bytes: [UInt8], while mayGoOn: (Int) -> Bool) -> [UInt8]? {
        guard unsafe deflateReset(stream) == Z_OK else { return nil }
        // What is not written to yet is no memory yet.
        let capacity = Int(clamping: unsafe deflateBound(stream, UInt(bytes.count)))
        var isWhole = false
        let coded = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, made in
            var (used, granted) = (0, 0)
            repeat {
                let wanted = max(0, min(made + pieceSize, capacity) - granted)
                guard mayGoOn(wanted) else { return }
                granted += wanted
                let piece = used..<min(used + pieceSize, bytes.count)
                used = piece.upperBound
                let status = unsafe deflate(bytes, piece, into: output, &made)
                isWhole = status == Z_STREAM_END
                // With so much room as deflateBound says, every piece finds a place.
                precondition(isWhole || (status == Z_OK && used < bytes.count))
            } while !isWhole
        }
        return isWhole ? coded : nil
    }

    /// Goes on with a piece, and to the end with the last one.
    private func deflate(
        _ bytes: [UInt8], _ piece: Range<Int>, into output: UnsafeMutableBufferPointer<UInt8>, _ made: inout Int
    ) -> Int32 {
        let room = UInt32(clamping: output.count - made)
        let status = unsafe bytes.withUnsafeBufferPointer { input in
            unsafe stream.pointee.next_in = input.baseAddress.map {
                unsafe UnsafeMutablePointer(mutating: $0 + piece.lowerBound)
            }
            unsafe stream.pointee.avail_in = UInt32(piece.count)
            unsafe stream.pointee.next_out = output.baseAddress.map { unsafe $0 + made }
            unsafe stream.pointee.avail_out = room
            return unsafe CZlib.deflate(stream, piece.upperBound == bytes.count ? Z_FINISH : Z_NO_FLUSH)
        }
        made += Int(unsafe room - stream.pointee.avail_out)
        return status
    }
}
