internal import HTTPWire

/// One input: what a client sends.
///
/// A head is found at exactly one length: any shorter asks for more, any longer finds the same. A refusal stays one,
/// though with more bytes there may be another fault to name.
func checkRequest(_ bytes: [UInt8]) throws(Violation) {
    let whole = read(bytes)
    for count in cuts(of: bytes, around: whole.head?.consumed) {
        let part = read(Array(bytes[..<count]))
        if let error = part.error {
            try expect(whole.error != nil, "\(error) at \(count) bytes was taken back")
            try expect((400...599).contains(error.status.code) && !error.detail.isEmpty, "\(error) says nothing")
        } else if let (head, consumed) = part.head {
            try expect(count >= consumed, "a head was found before it ended")
            try expect(whole.head.map { $0.consumed == consumed && $0.head.isSame(as: head) } == true, "a head changed")
        } else if let consumed = whole.head?.consumed {
            try expect(count < consumed, "a head was found late")
        }
    }
    guard let (head, consumed) = whole.head else { return }
    try check(head)
    try check(head, against: bytes[..<consumed])
}

private func read(_ bytes: [UInt8]) -> (head: (head: RequestHead, consumed: Int)?, error: RequestError?) {
    var limits = HeadLimits()
    (limits.targetBytes, limits.headBytes, limits.fields) = (200, 400, 8)
    do throws(RequestError) { return (try parseRequestHead(bytes.span, limits: limits), nil) } catch {
        return (nil, error)
    }
}

/// Lengths to try: some that depend on the input, all of it, and those beside the end of its head.
private func cuts(of bytes: [UInt8], around end: Int?) -> [Int] {
    let step = max(1, bytes.count / 4)
    let some = Array(stride(from: Int(bytes.last ?? 0) % step, to: bytes.count, by: step))
    return some + [bytes.count] + (end.map { [$0 - 1, $0] } ?? [])
}

extension RequestHead {
    fileprivate func isSame(as other: RequestHead) -> Bool {
        method == other.method && path == other.path && query == other.query && minorVersion == other.minorVersion
            && fields.count == other.fields.count && fields["host"] == other.fields["host"] && framing == other.framing
            && keepsAlive == other.keepsAlive && expectsContinue == other.expectsContinue
    }
}

/// What every head keeps to.
private func check(_ head: RequestHead) throws(Violation) {
    let isPath = head.path == "*" ? head.method == .options : head.path.hasPrefix("/") && head.method != .connect
    try expect(isPath, "\(head.method) of \(head.path)")
    let hasControl = "\(head.path)\(head.query ?? "")".utf8.contains { $0 <= 0x20 || $0 >= 0x7F }
    try expect(!hasControl, "a control character in \(head.path)")
    let (hosts, lengths) = (head.fields["host"].count, head.fields["content-length"].count)
    try expect(hosts == 1 || hosts == 0 && head.minorVersion == 0, "\(hosts) hosts")
    switch head.framing {
    case .chunked:
        try expect(head.minorVersion == 1 && lengths == 0, "chunked in HTTP/1.0, or beside a length")
        try expect(head.fields["transfer-encoding"].count == 1, "chunked twice")
    case .length(let length):
        try expect(head.fields["transfer-encoding"].isEmpty && lengths <= 1, "a length beside another framing")
        let announced = head.fields["content-length"].first.map { Int($0) } ?? 0
        try expect(length >= 0 && announced == length, "another length than the one announced")
    }
}

/// The lines of a head, found in the plainest way: every CR and LF ends one, together.
private func check(_ head: RequestHead, against bytes: ArraySlice<UInt8>) throws(Violation) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    try expect(lines.last?.isEmpty == true, "a head without an end")
    for line in lines.dropLast() {
        try expect(line.last == 0x0D && !line.dropLast().contains(0x0D), "a line with a CR or LF alone")
    }
    let texts = lines.dropLast().map { $0.dropLast() }.drop { $0.isEmpty }
    try expect(texts.count == head.fields.count + 2 && texts.last?.isEmpty == true, "other lines than fields")
    try expect(texts.first?.starts(with: head.method.rawValue.utf8) == true, "another method")
}
