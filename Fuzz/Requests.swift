// Compiled together with Sources/HTTPWire by Fuzz/run.

/// One input: a byte that says how the rest is cut, then what a client sends.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    guard let seed = input.first else { return 0 }
    let bytes = Array(input.dropFirst())
    if let consumed = checkHead(bytes) { checkChunks(bytes[consumed...], seed) }
    checkChunks(bytes[...], seed)
    return 0
}

/// A head is found at exactly one length: any shorter asks for more, any longer finds the same. A refusal stays one.
///
/// - Returns: The bytes of the head, if there is one.
private func checkHead(_ bytes: [UInt8]) -> Int? {
    var limits = HeadLimits()
    (limits.targetBytes, limits.headBytes, limits.fields) = (200, 600, 8)
    var found: (head: RequestHead, consumed: Int)?
    var isRefused = false
    for count in 0...bytes.count {
        do throws(RequestError) {
            let read = try parseRequestHead(bytes.span.extracting(..<count), limits: limits)
            precondition(!isRefused, "a refusal was taken back")
            guard let (head, consumed) = read else {
                precondition(found == nil, "a head was taken back")
                continue
            }
            if let found {
                precondition(found.consumed == consumed && found.head.isSame(as: head), "a head changed")
            } else {
                precondition(consumed == count, "a head was found late")
                check(head)
                found = (head, consumed)
            }
        } catch {
            precondition(found == nil, "a head was refused after all")
            precondition((400...599).contains(error.status.code) && !error.detail.isEmpty)
            isRefused = true
        }
    }
    return found?.consumed
}

extension RequestHead {
    fileprivate func isSame(as other: RequestHead) -> Bool {
        method == other.method && path == other.path && query == other.query && minorVersion == other.minorVersion
            && fields.count == other.fields.count && fields["host"] == other.fields["host"] && framing == other.framing
            && keepsAlive == other.keepsAlive && expectsContinue == other.expectsContinue
    }
}

/// What every head keeps to.
private func check(_ head: RequestHead) {
    precondition(head.path == "*" ? head.method == .options : head.path.hasPrefix("/") && head.method != .connect)
    precondition(!"\(head.path)\(head.query ?? "")".utf8.contains { $0 <= 0x20 || $0 >= 0x7F })
    precondition(head.minorVersion == 1 ? head.fields["host"].count == 1 : head.fields["host"].count <= 1)
    switch head.framing {
    case .chunked:
        precondition(head.minorVersion == 1 && head.fields["content-length"].isEmpty)
        precondition(head.fields["transfer-encoding"].count == 1)
    case .length(let length):
        precondition(length >= 0 && head.fields["transfer-encoding"].isEmpty)
        precondition(head.fields["content-length"].count <= 1)
    }
}

private struct Decoded: Equatable {
    var body: [UInt8] = []
    var used = 0
    var isDone = false
    var error: RequestError?
}

/// However a body is cut, it is the same body.
private func checkChunks(_ bytes: ArraySlice<UInt8>, _ seed: UInt8) {
    let limit = seed & 1 == 0 ? 64 : Int.max
    let whole = decode([bytes], limit)
    precondition(whole.body.count <= min(limit, bytes.count) && whole.used <= bytes.count)
    precondition(decode(bytes.indices.map { bytes[$0...$0] }, limit) == whole, "a byte at a time")
    var state = UInt64(seed) &+ 1
    var pieces: [ArraySlice<UInt8>] = []
    var rest = bytes
    while !rest.isEmpty {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let piece = rest.prefix(Int(state >> 60))
        pieces.append(piece)
        rest = rest.dropFirst(piece.count)
    }
    precondition(decode(pieces, limit) == whole, "in pieces")
}

private func decode(_ pieces: [ArraySlice<UInt8>], _ limit: Int) -> Decoded {
    var decoder = ChunkedDecoder()
    var decoded = Decoded()
    do throws(RequestError) {
        for piece in pieces {
            let used = try decoder.decode(piece.span, into: &decoded.body, limit: limit)
            precondition(used == piece.count || decoder.isDone, "bytes were left without an end")
            decoded.used += used
            if used < piece.count { break }
        }
        decoded.isDone = decoder.isDone
    } catch {
        (decoded.error, decoded.used) = (error, 0)
    }
    return decoded
}
