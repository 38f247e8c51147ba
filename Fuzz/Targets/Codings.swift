internal import Compression

/// One input: a byte that says in what coding, how large the body may be and how often it may go on; then a coded body.
func checkCodings(_ input: [UInt8]) throws(Violation) {
    guard let choices = input.first else { return }
    let bytes = Array(input.dropFirst())
    let coding = choices & 1 == 0 ? Coding.gzip : .deflate
    try checkInflating(bytes, coding, limit: choices & 2 == 0 ? 100 : 70_000, grants: Int(choices >> 2 & 3))
    try checkRoundTrip(bytes, coding, cut: Int(choices))
}

private struct Inflated: Equatable {
    var body: [UInt8]?
    var error: InflationError?
    /// Bytes that were asked for, and how often.
    var asked = 0
    var questions = 0
}

/// - Parameter grants: how often it may go on
private func inflate(_ bytes: [UInt8], _ coding: Coding, limit: Int, grants: Int = .max) -> Inflated {
    var result = Inflated()
    do throws(InflationError) {
        result.body = try inflated(bytes, coding, limit: limit) { count in
            result.questions += 1
            guard result.questions <= grants else { return false }
            result.asked += count
            return true
        }
    } catch {
        result.error = error
    }
    return result
}

/// No body is larger than its limit or than what was granted, and a limit that it keeps makes no other of it.
private func checkInflating(_ bytes: [UInt8], _ coding: Coding, limit: Int, grants: Int) throws(Violation) {
    let free = inflate(bytes, coding, limit: limit)
    try expect((free.body == nil) == (free.error != nil), "neither a body nor an error")
    try expect(free.error != .outOfMemory && free.asked <= 2 * (limit + 1), "\(free.asked) bytes for \(limit)")

    let bounded = inflate(bytes, coding, limit: limit, grants: grants)
    if bounded.questions > grants {
        let hasEnded = bounded.body == nil && bounded.error == nil && bounded.questions == grants + 1
        try expect(hasEnded && free.questions > grants, "it went on without leave")
    } else {
        try expect(bounded == free, "leave that was not needed made a difference")
    }

    guard let body = free.body else { return }
    try expect(body.count <= min(limit, free.asked), "\(body.count) bytes of \(limit)")
    try expect(inflate(bytes, coding, limit: body.count).body == body, "its own size does not suffice")
    if !body.isEmpty {
        try expect(inflate(bytes, coding, limit: body.count - 1).error == .tooLarge, "larger than its limit")
    }
    let twice = inflate(bytes + bytes, coding, limit: 2 * limit)
    switch coding {
    case .gzip: try expect(twice.body == body + body, "two members are not one body")
    case .deflate: try expect(twice.error == .corrupt, "something stands behind the end")
    }
}

/// What is deflated comes back as it was, and not before its last byte is there.
private func checkRoundTrip(_ bytes: [UInt8], _ coding: Coding, cut: Int) throws(Violation) {
    guard let coded = deflated(bytes, coding) else { throw Violation("there is no memory") }
    try expect(deflated(bytes, coding) == coded, "the same bytes, coded otherwise")
    try expect(inflate(coded, coding, limit: bytes.count).body == bytes, "another body came back")
    let part = Array(coded.prefix(cut % coded.count))
    try expect(inflate(part, coding, limit: bytes.count).error == .corrupt, "\(part.count) bytes of \(coded.count) do")
}
