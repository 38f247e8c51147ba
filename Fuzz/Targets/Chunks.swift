internal import HTTPWire

/// One input: a byte that says how the rest is cut and how large the body may be, then a body as it is sent.
func checkChunks(_ input: [UInt8]) throws(Violation) {
    guard let seed = input.first else { return }
    let bytes = input.dropFirst()
    let limit = seed & 1 == 0 ? 64 : Int.max
    let whole = decode([bytes], limit)
    try expect(whole.body.count <= min(limit, bytes.count) && whole.used <= bytes.count, "more than there is")
    try expect(decode(bytes.indices.map { bytes[$0...$0] }, limit) == whole, "a byte at a time it is another body")
    try expect(decode(pieces(of: bytes, seed), limit) == whole, "in pieces it is another body")

    let split = splitChunks(bytes, limit: limit)
    try expect(whole.isDone == (split != nil), "the decoder and the splitter disagree where it ends")
    if let split { try expect(whole.body == split.body && whole.used == split.used, "the splitter has another body") }

    let sent = encode(pieces(of: bytes, seed))
    let received = decode([sent[...]], .max)
    let isSame = received.isDone && received.used == sent.count && received.body == Array(bytes)
    try expect(isSame, "what was put into chunks came out as something else")
}

private struct Decoded: Equatable {
    var body: [UInt8] = []
    var used = 0
    var isDone = false
    var error: RequestError?
}

/// Feeds the pieces one after the other, until the body ends or is refused.
private func decode(_ pieces: [ArraySlice<UInt8>], _ limit: Int) -> Decoded {
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

/// The bytes in pieces of up to 15; some have none.
private func pieces(of bytes: ArraySlice<UInt8>, _ seed: UInt8) -> [ArraySlice<UInt8>] {
    var state = UInt64(seed) &+ 1
    var pieces: [ArraySlice<UInt8>] = []
    var rest = bytes
    while !rest.isEmpty {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let piece = rest.prefix(Int(state >> 60))
        pieces.append(piece)
        rest = rest.dropFirst(piece.count)
    }
    return pieces
}

private func encode(_ pieces: [ArraySlice<UInt8>]) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces where !piece.isEmpty {
        bytes += Array("\(String(piece.count, radix: 16))\r\n".utf8)
        bytes += piece
        bytes += [0x0D, 0x0A]
    }
    return bytes + Array("0\r\n\r\n".utf8)
}
