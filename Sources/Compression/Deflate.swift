private import CZlib
private import Synchronization

/// Bytes put in a content coding; `nil` where there is no memory for it.
///
/// The same bytes give the same coded bytes: gzip's time stamp is left out.
public func deflated(_ bytes: [UInt8], _ coding: Coding) -> [UInt8]? {
    let idle = idleStreams.withLock { $0[coding]?.popLast() }
    guard let stream = idle ?? DeflateStream(coding) else { return nil }
    defer {
        idleStreams.withLock { streams in
            if streams[coding, default: []].count < mostIdle { streams[coding, default: []].append(stream) }
        }
    }
    return stream.deflate(bytes)
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

    func deflate(_ bytes: [UInt8]) -> [UInt8]? {
        guard unsafe deflateReset(stream) == Z_OK, let count = UInt32(exactly: bytes.count) else { return nil }
        let capacity = Int(clamping: unsafe deflateBound(stream, UInt(bytes.count)))
        guard let room = UInt32(exactly: capacity) else { return nil }
        return unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, made in
            let status = unsafe bytes.withUnsafeBufferPointer { input in
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.pointee.avail_in = count
                unsafe stream.pointee.next_out = output.baseAddress
                unsafe stream.pointee.avail_out = room
                return unsafe CZlib.deflate(stream, Z_FINISH)
            }
            // With so much room as deflateBound says, one call is always enough.
            precondition(status == Z_STREAM_END)
            made = capacity - Int(unsafe stream.pointee.avail_out)
        }
    }
}
