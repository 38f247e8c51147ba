/// Writes bytes one after another, through a pointer into room made beforehand: an `Array` would ask at each step
/// whether it is shared and whether it has room.
///
/// What the room does not hold goes to further memory, and is put behind it in the end.
///
/// It lives only within `append(room:_:)` of an array, or `withBytes`.
@safe public struct ByteWriter: ~Copyable {
    /// Where the next byte goes.
    @usableFromInline var next: UnsafeMutableRawPointer
    @usableFromInline var end: UnsafeMutableRawPointer
    private var start: UnsafeMutableRawPointer
    /// The rooms before this one, with what is written in them; the first is lent, the others are this writer's.
    private var full = unsafe [UnsafeMutableRawBufferPointer]()

    fileprivate init(_ room: UnsafeMutableRawBufferPointer) {
        unsafe start = room.baseAddress.unsafelyUnwrapped
        unsafe (next, end) = (start, start + room.count)
    }

    /// Bytes written so far.
    public var count: Int { unsafe full.reduce(next - start) { $0 + $1.count } }

    /// Text as it stands.
    @inlinable @inline(__always)
    public mutating func write(_ text: StaticString) {
        unsafe write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A text between two others, with room made for all three at once.
    @inlinable @inline(__always)
    public mutating func write(_ before: StaticString, _ text: StaticString, _ after: StaticString) {
        let count = text.utf8CodeUnitCount
        unsafe write(atMost: count &+ before.utf8CodeUnitCount &+ after.utf8CodeUnitCount) { start in
            unsafe start.copyMemory(from: before.utf8Start, byteCount: before.utf8CodeUnitCount)
            let middle = unsafe start + before.utf8CodeUnitCount
            unsafe middle.copyMemory(from: text.utf8Start, byteCount: count)
            let end = unsafe middle + count
            unsafe end.copyMemory(from: after.utf8Start, byteCount: after.utf8CodeUnitCount)
            return unsafe end + after.utf8CodeUnitCount
        }
    }

    @inlinable @inline(__always)
    public mutating func write(_ byte: UInt8) {
        reserve(1)
        unsafe next.storeBytes(of: byte, as: UInt8.self)
        unsafe next += 1
    }

    /// UTF-8, copied in one piece.
    @inlinable
    public mutating func write(text: String) { write(text.utf8Span.span) }

    @inlinable
    public mutating func write(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { unsafe write($0) }
    }

    @inlinable @inline(__always)
    @unsafe mutating func write(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        guard let source = bytes.baseAddress else { return }
        unsafe next.copyMemory(from: source, byteCount: bytes.count)
        unsafe next += bytes.count
    }

    /// Writes through a pointer.
    ///
    /// - Parameters:
    ///   - most: bytes that `body` may touch
    ///   - body: gets where to begin, and returns the end of what it has written
    @inlinable @inline(__always)
    @unsafe public mutating func write(
        atMost most: Int, _ body: (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer
    ) {
        reserve(most)
        unsafe next = body(next)
    }

    /// Makes sure that there is room for so many bytes.
    @inlinable @inline(__always)
    mutating func reserve(_ count: Int) {
        if unsafe end - next < count { grow(count) }
    }

    @usableFromInline @inline(never)
    mutating func grow(_ count: Int) {
        let size = unsafe max(count, 2 * (end - start))
        unsafe full.append(UnsafeMutableRawBufferPointer(start: start, count: next - start))
        unsafe start = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        unsafe (next, end) = (start, start + size)
    }

    /// - Returns: How many bytes the room has that was made beforehand, and all that did not go into it.
    fileprivate consuming func finish() -> (count: Int, rest: [UInt8]) {
        if unsafe full.isEmpty { return unsafe (next - start, []) }
        unsafe full.append(UnsafeMutableRawBufferPointer(start: start, count: next - start))
        var rest: [UInt8] = []
        for i in unsafe 1..<full.count {
            unsafe rest.append(contentsOf: full[i])
            unsafe full[i].deallocate()
        }
        return unsafe (full[0].count, rest)
    }
}

extension [UInt8] {
    /// Appends what `body` writes.
    ///
    /// - Parameter room: about how many bytes at most; more cost a copy
    public mutating func append(room: Int, _ body: (inout ByteWriter) -> Void) {
        var rest: [UInt8] = []
        append(addingCapacity: Swift.max(room, 16)) { output in
            unsafe output.withUnsafeMutableBufferPointer { memory, count in
                let free = unsafe UnsafeMutableBufferPointer(rebasing: memory[count...])
                var writer = unsafe ByteWriter(UnsafeMutableRawBufferPointer(free))
                body(&writer)
                let (written, more) = writer.finish()
                count += written
                rest = more
            }
        }
        if !rest.isEmpty { append(contentsOf: rest) }
    }
}

/// Lends what `write` writes to `use`, in memory of the stack.
///
/// - Parameter room: about how many bytes at most; more cost a copy
public func withBytes(
    room: Int, _ write: (inout ByteWriter) -> Void, to use: (borrowing Span<UInt8>) -> Void
) {
    unsafe withUnsafeTemporaryAllocation(byteCount: max(room, 16), alignment: 16) { memory in
        var writer = unsafe ByteWriter(memory)
        write(&writer)
        let (count, rest) = writer.finish()
        let lent = unsafe Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(rebasing: memory[..<count]))
        if rest.isEmpty { return use(lent) }
        var whole: [UInt8] = []
        whole.reserveCapacity(count + rest.count)
        whole.append(room: count) { $0.write(lent) }
        whole += rest
        use(whole.span)
    }
}
