internal import Access
internal import HTTPWire

/// One input: a file of tokens, whose last line is the value of an Authorization field instead.
func checkTokens(_ input: [UInt8]) throws(Violation) {
    let end = input.lastIndex(of: 0x0A) ?? input.endIndex
    let file = Array(input[..<end])
    let lines = file.split(separator: 0x0A).map { $0.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }
    let pairs = lines.filter { $0.count == 2 && $0[0].first != UInt8(ascii: "#") }
    let known = pairs.map { (name: text($0[0]), token: text($0[1])) }
    let tokens: Tokens
    do throws(AccessError) { tokens = try Tokens(parsing: file) } catch {
        // A name may be shown, even one that has a token in it.
        for (_, token) in known where token.utf8.count >= 16 && !known.contains(where: { $0.name.contains(token) }) {
            try expect(!error.description.contains(token), "a secret is told: \(error)")
        }
        return
    }
    try expect(!known.isEmpty, "tokens out of nothing")
    for pair in known where !pair.token.hasPrefix("sha256:") {
        guard case .known(let name) = outcome(of: "Bearer \(pair.token)", tokens) else {
            throw Violation("the token of \(pair.name) is not known")
        }
        try expect(known.contains { $0 == (name, pair.token) }, "the token of \(pair.name) is that of \(name)")
    }
    try checkField(text(input[end...].dropFirst()), tokens, known)
}

/// Nobody is let in but with `Bearer` and a token of the file.
private func checkField(
    _ value: String, _ tokens: Tokens, _ known: [(name: String, token: String)]
) throws(Violation) {
    // Spaces and tabs around it are not the field's; in it, spaces alone are between its words (RFC 9110 §11.4).
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let trimmed = value.utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    let words = trimmed.split(separator: 0x20).map { text($0) }
    let isBearer = words.count == 2 && words[0].lowercased() == "bearer"
    switch outcome(of: value, tokens) {
    case nil: break  // not a field at all
    case .none?: try expect(words.first?.lowercased() != "bearer", "a token is no token")
    case .malformed?: try expect(!isBearer || !known.contains { $0.token == words[1] }, "a token is malformed")
    case .unknown?: try expect(isBearer && !known.contains { $0.token == words[1] }, "a token is not known")
    case .known(let name)?:
        let pair = known.first { $0.name == name }
        let isRight = pair.map { $0.token == words.last || $0.token.hasPrefix("sha256:") }
        try expect(isBearer && isRight == true, "\(name) is let in")
    }
}

/// What a request with such a field carries; `nil` where it is no request.
private func outcome(of value: String, _ tokens: Tokens) -> Tokens.Outcome? {
    let request = Array("GET / HTTP/1.1\r\nHost: h\r\nAuthorization: \(value)\r\n\r\n".utf8)
    guard let read = try? parseRequestHead(request.span), read.consumed == request.count else { return nil }
    return tokens.owner(of: read.head)
}

private func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
