import Compression
import Testing

/// The coded texts come from Python's `gzip.compress(text, mtime=0)` and `zlib.compress(text)`.
@Suite("Content codings")
struct InflateTests {
    /// gzip of "hello\n", and zlib of it.
    static let gzip: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xe7, 0x02, 0x00,
        0x20, 0x30, 0x3a, 0x36, 0x06, 0x00, 0x00, 0x00,
    ]
    static let zlib: [UInt8] = [0x78, 0x9c, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xe7, 0x02, 0x00, 0x08, 0x4b, 0x02, 0x1f]
    static let text = Array("hello\n".utf8)

    static func whole(_ bytes: [UInt8], _ coding: Coding, limit: Int = 1 << 20) throws -> [UInt8]? {
        try inflated(bytes, coding, limit: limit) { _ in true }
    }

    @Test func `what others coded is read`() throws {
        #expect(try Self.whole(Self.gzip, .gzip) == Self.text)
        #expect(try Self.whole(Self.zlib, .deflate) == Self.text)
    }

    /// RFC 1952 §2.2
    @Test func `members of gzip are one body`() throws {
        #expect(try Self.whole(Self.gzip + Self.gzip, .gzip) == Self.text + Self.text)
    }

    @Test func `every shortened body is corrupt`() {
        for count in 0..<Self.gzip.count {
            #expect(throws: InflationError.corrupt) { try Self.whole(Array(Self.gzip.prefix(count)), .gzip) }
        }
        for count in 0..<Self.zlib.count {
            #expect(throws: InflationError.corrupt) { try Self.whole(Array(Self.zlib.prefix(count)), .deflate) }
        }
    }

    @Test func `a byte behind the end is corrupt`() {
        #expect(throws: InflationError.corrupt) { try Self.whole(Self.gzip + [0], .gzip) }
        #expect(throws: InflationError.corrupt) { try Self.whole(Self.zlib + [0], .deflate) }
        #expect(throws: InflationError.corrupt) { try Self.whole(Self.zlib + Self.zlib, .deflate) }
    }

    /// Most of the head of a gzip body says nothing of what is in it: time, system, name.
    @Test(arguments: Coding.allCases, [text, Array(String(repeating: "0.25,-1.5,", count: 40).utf8)])
    func `a flipped bit is corrupt, or changes nothing`(coding: Coding, text: [UInt8]) throws {
        let coded = try #require(deflated(text, coding))
        var corrupt = 0
        for bit in 0..<coded.count * 8 {
            var bytes = coded
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            do {
                #expect(try Self.whole(bytes, coding) == text, "bit \(bit)")
            } catch InflationError.corrupt {
                corrupt += 1
            }
        }
        #expect(corrupt > coded.count * 8 / 2)
    }

    @Test func `one coding is not the other`() {
        #expect(throws: InflationError.corrupt) { try Self.whole(Self.gzip, .deflate) }
        #expect(throws: InflationError.corrupt) { try Self.whole(Self.zlib, .gzip) }
        // Raw deflate, without zlib's header and checksum.
        #expect(throws: InflationError.corrupt) { try Self.whole(Array(Self.zlib[2..<10]), .deflate) }
    }

    @Test(arguments: Coding.allCases, [0, 1, 65_535, 65_536, 65_537, 1_000_000])
    func `there and back, as far as the limit`(coding: Coding, count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 251) }
        let coded = try #require(deflated(bytes, coding))
        #expect(try Self.whole(coded, coding, limit: count) == bytes)
        if count > 0 {
            #expect(throws: InflationError.tooLarge) { try Self.whole(coded, coding, limit: count - 1) }
        }
    }

    @Test func `the same bytes give the same coded bytes`() {
        let bytes = [UInt8](repeating: 7, count: 5000)
        #expect(deflated(bytes, .gzip) == deflated(bytes, .gzip))
    }

    @Test func `a bomb asks for memory step by step, and stops where it is told to`() throws {
        let coded = try #require(deflated([UInt8](repeating: 0, count: 10_000_000), .gzip))
        var granted = 0
        let body = try inflated(coded, .gzip, limit: 10_000_000) { bytes in
            granted += bytes
            return granted <= 300_000
        }
        #expect(body == nil)
        #expect(granted < 400_000)
    }
}
