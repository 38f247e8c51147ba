import Testing

@testable import HTTPWire

/// RFC 9112 §7.1
@Suite("The chunked transfer coding")
struct ChunkedDecoderTests {
    struct Decoded: Equatable {
        var body: [UInt8] = []
        var used = 0
        var isDone = false
        var error: RequestError?
    }

    /// Feeds the pieces one after the other, until the body ends or is refused.
    static func decode(_ pieces: [ArraySlice<UInt8>], limit: Int = 1000) -> Decoded {
        var decoder = ChunkedDecoder()
        var decoded = Decoded()
        do throws(RequestError) {
            for piece in pieces {
                let used = try decoder.decode(piece.span, into: &decoded.body, limit: limit)
                decoded.used += used
                if used < piece.count { break }
            }
            decoded.isDone = decoder.isDone
        } catch {
            (decoded.error, decoded.used) = (error, 0)
        }
        return decoded
    }

    static func decode(_ text: String, limit: Int = 1000) -> Decoded { decode([Array(text.utf8)[...]], limit: limit) }

    @Test(arguments: [
        ("0\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"), ("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "abc"),
        ("a\r\n0123456789\r\n0\r\n\r\n", "0123456789"), ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
        ("0005\r\nhello\r\n000\r\n\r\n", "hello"), ("000000000000001\r\na\r\n0\r\n\r\n", "a"),
        ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"), ("5\r\n0\r\n\r\n\r\n0\r\n\r\n", "0\r\n\r\n"),
    ])
    func `chunks are put together`(text: String, body: String) {
        #expect(Self.decode(text) == Decoded(body: Array(body.utf8), used: text.utf8.count, isDone: true))
    }

    @Test(arguments: [
        "1;\r\na\r\n0\r\n\r\n", "1;a=b\r\na\r\n0;c\r\n\r\n", "1;a=\"b;\t c\"; d\r\na\r\n0\r\n\r\n",
        "1\r\na\r\n0\r\nA: b\r\n\r\n",
        "1\r\na\r\n0\r\nA: b\r\nC:\r\nD: é\r\n\r\n", "1\r\na\r\n0\r\nContent-Length: 5\r\n\r\n",
    ])
    func `extensions and trailers say nothing`(text: String) {
        #expect(Self.decode(text) == Decoded(body: Array("a".utf8), used: text.utf8.count, isDone: true))
    }

    static let bodies = [
        "0\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n", "3;a=b\r\nabc\r\nA\r\n0123456789\r\n0;x\r\nB: c\r\nD: e\r\n\r\n",
        "2\r\n\r\n\r\n3\r\n0\r\n\r\n0\r\n\r\n",
    ]

    @Test(arguments: bodies)
    func `every cut into two or three pieces gives the same`(text: String) {
        let bytes = Array((text + "GET").utf8)
        let whole = Self.decode([bytes[...]])
        #expect(whole.isDone)
        #expect(whole.used == text.utf8.count)
        for i in 0...bytes.count {
            for j in i...bytes.count {
                #expect(Self.decode([bytes[..<i], bytes[i..<j], bytes[j...]]) == whole, "cut at \(i) and \(j)")
            }
        }
        #expect(Self.decode(bytes.indices.map { bytes[$0...$0] }) == whole, "a byte at a time")
    }

    @Test(arguments: bodies)
    func `every truncated body asks for more`(text: String) {
        let bytes = Array(text.utf8)
        for count in bytes.indices {
            let decoded = Self.decode([bytes[..<count]])
            #expect(!decoded.isDone && decoded.error == nil && decoded.used == count, "\(count) bytes")
        }
    }

    @Test(arguments: [RequestError.malformedChunk, .chunksTakeTooMuch, .bodyTooLarge].flatMap(\.offenders))
    func `a refusal does not depend on the cut`(request: String) throws {
        let bytes = Array(request.utf8)
        guard let consumed = try? readHead(bytes)?.consumed else { return }  // refused for its head
        let body = bytes[consumed...]
        let whole = Self.decode([body])
        #expect(whole.error != nil)
        let cuts = body.count < 200 ? Array(body.startIndex...body.endIndex) : [body.startIndex + 3, body.endIndex - 1]
        for cut in cuts { #expect(Self.decode([body[..<cut], body[cut...]]).error == whole.error, "cut at \(cut)") }
    }

    @Test func `a body may be as large as the limit, and no larger`() {
        let text = "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        #expect(Self.decode(text, limit: 5).isDone)
        #expect(Self.decode(text, limit: 4).error == .bodyTooLarge)
        #expect(Self.decode(text, limit: 2).error == .bodyTooLarge)
        #expect(Self.decode("0\r\n\r\n", limit: 0).isDone)
    }

    @Test func `a chunk too large is refused before its bytes come`() {
        #expect(Self.decode("6", limit: 5).error == .bodyTooLarge)
        #expect(Self.decode("3\r\nabc\r\n3", limit: 5).error == .bodyTooLarge)
    }

    @Test(arguments: [
        "fffffffffffffff", "7FFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFF", "8000000000000000", "10000000000000000",
        "ffffffffffffffffffffffff",
    ])
    func `sizes that overflow are refused, whatever the limit`(size: String) {
        let decoded = Self.decode("\(size)\r\n", limit: .max)
        #expect(decoded.error == (Int(size, radix: 16) == nil ? .bodyTooLarge : nil))
        #expect(Self.decode("\(size)\r\n").error == .bodyTooLarge)
    }

    @Test func `zeros in front of a size are few enough for the rest that is no data`() {
        let zeros = String(repeating: "0", count: ChunkedDecoder.overheadLimit)
        #expect(Self.decode("\(zeros)1\r\na\r\n0\r\n\r\n").body == [UInt8(ascii: "a")])
        #expect(Self.decode("0\(zeros)1\r\na\r\n0\r\n\r\n").error == .chunksTakeTooMuch)
    }

    @Test(arguments: ["a\r\n", "a b\r\n", "a b: c\r\n", ": c\r\n", " a: c\r\n"])
    func `a trailer is a field`(trailer: String) {
        #expect(Self.decode("0\r\n\(trailer)\r\n").error == .malformedChunk)
    }

    @Test func `extensions and trailers together may take 4 KiB, and as much as the data`() {
        let room = ChunkedDecoder.overheadLimit
        let filler = String(repeating: "a", count: room)
        #expect(Self.decode("1;\(filler)\r\na\r\n1;b\r\na\r\n0\r\n\r\n").isDone)
        #expect(Self.decode("1;\(filler)\r\na\r\n1;bc").error == .chunksTakeTooMuch)
        #expect(Self.decode("1;\(filler)a").error == .chunksTakeTooMuch)
        #expect(Self.decode("0\r\nb:\(filler.dropFirst(2))\r\n\r\n").isDone)
        #expect(Self.decode("0\r\nb:\(filler)\r\na").error == .chunksTakeTooMuch)
        #expect(Self.decode("0\r\n" + String(repeating: "aa:\r\n", count: room) + "b").error == .chunksTakeTooMuch)
    }
}
