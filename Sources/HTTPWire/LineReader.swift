/// Takes lines off the front of bytes; every line ends in CR LF (RFC 9112 §2.2).
struct LineReader {
    /// The first byte not yet taken.
    var position = 0
    /// Whether the last line has control characters other than tabs.
    private(set) var hasControl = false
    let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// - Returns: Where the line lies, without its end, or `nil` while its end has not come.
    mutating func next(in bytes: Span<UInt8>) throws(RequestError) -> Range<Int>? {
        let start = position
        let end = min(bytes.count, limit)
        hasControl = false
        var i = start
        while i < end {
            i = bytes.firstControl(from: i, to: end)
            guard i < end else { break }
            switch bytes[i] {
            case 0x0A: throw .bareLineEnd
            case 0x0D:
                guard i + 1 < bytes.count else { return nil }
                guard bytes[i + 1] == 0x0A else { throw .bareLineEnd }
                guard i + 2 <= limit else { throw .headTooLarge }
                position = i + 2
                return start..<i
            case 0x09: break
            default: hasControl = true
            }
            i += 1
        }
        if bytes.count >= limit { throw .headTooLarge }
        return nil
    }
}

extension Span<UInt8> {
    /// The first place from `start` to `end` that has a control character (RFC 5234 B.1); `end` where there is none.
    fileprivate func firstControl(from start: Int, to end: Int) -> Int {
        precondition(0 <= start && start <= end && end <= count)
        return unsafe withUnsafeBytes { bytes in
            var i = start
            while end &- i >= 8 {
                let word = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
                let ones: UInt64 = 0x0101_0101_0101_0101
                let deleted = word ^ (ones &* 0x7F)
                // The highest bit of a byte below 32, or that is 127, is set; right up to the first.
                let found = (word &- ones &* 0x20) & ~word | (deleted &- ones) & ~deleted
                let ordinary = (found & (ones &* 0x80)).trailingZeroBitCount / 8
                i &+= ordinary
                if ordinary < 8 { return i }
            }
            while i < end, unsafe bytes[i] >= 0x20 && bytes[i] != 0x7F { i &+= 1 }
            return i
        }
    }
}
