internal import CSimdJSON
private import Synchronization

/// simdjson's parser, with the memory that it has grown and the last document that it has read.
///
/// Unchecked: a parser is with one document or waits in `idle`, never both, so only one thread uses it.
@safe final class Parser: @unchecked Sendable {
    let handle: OpaquePointer

    private init() throws(Unreadable) {
        guard let handle = unsafe csimdjson_create() else { throw .outOfMemory }
        unsafe self.handle = handle
    }

    deinit { unsafe csimdjson_destroy(handle) }

    /// Parsers that wait to be used again.
    private static let idle = Mutex([Parser]())
    private static let mostIdle = 16
    /// A parser that has read more than this is let go of: its tape is several times as large.
    private static let largestKept = 2 << 20

    /// An idle parser, or a new one.
    static func take() throws(Unreadable) -> Parser {
        if let parser = idle.withLock({ $0.popLast() }) { return parser }
        return try Parser()
    }

    /// Lets another document have the parser, after one of `count` bytes.
    func giveBack(afterReading count: Int) {
        guard count <= Self.largestKept else { return }
        Self.idle.withLock { if $0.count < Self.mostIdle { $0.append(self) } }
    }

    /// - Parameter bytes: not empty; with `padding` bytes of spare capacity they are not copied
    /// - Returns: The tape and the strings, valid until the parser is used again; `nil` where the text is not valid.
    @unsafe func read(_ bytes: [UInt8], depth: Int) -> (tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>)? {
        let isPadded: Int32 = bytes.capacity - bytes.count >= Int(csimdjson_padding) ? 1 : 0
        let isValid = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe csimdjson_parse(handle, bytes.baseAddress, bytes.count, depth, isPadded) == 1
        }
        guard isValid, let tape = unsafe csimdjson_tape(handle), let strings = unsafe csimdjson_strings(handle) else {
            return nil
        }
        return unsafe (tape, strings)
    }
}
