/// A place in a text that goes on for `Document.padding` bytes after its end.
///
/// Nothing looks further than that past the end: whatever steps over more bytes than it has seen steps over a few, and
/// whatever steps over many asks where the end is.
@unsafe struct Cursor {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer
    var p: UnsafeRawPointer

    init(_ start: UnsafeRawPointer, count: Int) {
        unsafe (self.start, end, p) = (start, start + count, start)
    }

    /// How far `place` is from the start.
    @inline(__always)
    func offset(of place: UnsafeRawPointer) -> UInt32 { unsafe UInt32(truncatingIfNeeded: place - start) }

    /// Skips space.
    ///
    /// - Returns: The byte after it, where the cursor then stands; 0, which no token begins with, at the end.
    @inline(__always)
    mutating func token() -> UInt8 {
        while unsafe p < end {
            let byte = unsafe p.load(as: UInt8.self)
            if byte > 0x20 { return byte }
            guard byte.isSpace else { return 0 }
            unsafe p += 1
        }
        return 0
    }

    /// The same from another place, for loops that keep their place in a register.
    @inline(never)
    func token(from place: UnsafeRawPointer) -> (byte: UInt8, place: UnsafeRawPointer) {
        var cursor = unsafe self
        unsafe cursor.p = place
        let byte = unsafe cursor.token()
        return unsafe (byte, cursor.p)
    }

    /// Skips space and the byte after it, if it is this one.
    @inline(__always)
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard unsafe token() == UInt8(ascii: character) else { return false }
        unsafe p += 1
        return true
    }

    /// Skips a word, if it is this one.
    ///
    /// - Parameter word: its bytes, the first in the lowest
    @inline(__always)
    mutating func take(word: UInt64, count: Int) -> Bool {
        let mask = UInt64.max >> UInt64(64 - 8 * count)
        guard unsafe word64(p) & mask == word else { return false }
        unsafe p += count
        return true
    }
}

extension UInt8 {
    /// Space, as RFC 8259 §2 has it.
    @inline(__always) var isSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

    /// Whether a number can begin with it.
    @inline(__always) var beginsNumber: Bool { self &- 0x30 < 10 || self == UInt8(ascii: "-") }
}

/// Eight bytes, the first in the lowest.
@inline(__always)
@unsafe func word64(_ p: UnsafeRawPointer) -> UInt64 {
    unsafe UInt64(littleEndian: p.loadUnaligned(as: UInt64.self))
}
