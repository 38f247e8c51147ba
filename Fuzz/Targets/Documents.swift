internal import JSON

/// One input: a JSON document, or what is none; and the same bytes as a text and as numbers to be written.
func checkDocument(_ bytes: [UInt8]) throws(Violation) {
    try checkReading(bytes)
    try checkWriting(numbers: bytes)
    try checkWriting(text: String(decoding: bytes, as: UTF8.self))
}

/// The reader and the scanner agree on what a document is, and whatever it holds can be read as anything.
private func checkReading(_ bytes: [UInt8]) throws(Violation) {
    var scanner = SyntaxScanner(bytes)
    let fault = scanner.scan()
    var reader: Reader
    do throws(Unreadable) { reader = Reader(try Document(parsing: bytes)) } catch {
        return try expect(error != .outOfMemory, "the scanner takes what the reader refuses")
    }
    try expect(fault == nil && scanner.unfit.isEmpty, "the scanner refuses what the reader takes")
    _ = reader.rows(reader.root, as: Double.self)
    _ = reader.rows(reader.root, columns: 2, each: "two", as: Float.self)
    _ = reader.numbers(reader.root, as: Float.self)
    _ = reader.string(reader.root)
    let members = reader.members(of: reader.root, required: Letter.a)
    for node in [members?[.a], members?[.b]].compactMap({ $0 }) {
        _ = reader.rows(node, as: Double.self)
        guard var elements = reader.elements(of: node) else { continue }
        while let element = reader.next(of: &elements) { _ = reader.numbers(element, count: 1, as: Double.self) }
    }
    try expect(reader.findings.count <= Reader.mostFindings, "\(reader.findings.count) findings")
    for finding in reader.findings {
        try expect(
            finding.pointer.isEmpty || finding.pointer.utf8.first == UInt8(ascii: "/"), "no pointer: \(finding.pointer)"
        )
    }
}

private enum Letter: Int, MemberKey {
    case a, b

    static let names = MemberNames("a", "b")
}

/// Every number reads back to the same bits, however many are written at once.
private func checkWriting(numbers bytes: [UInt8]) throws(Violation) {
    var doubles: [Double] = []
    for start in stride(from: 0, to: bytes.count - bytes.count % 8, by: 8) {
        let bits = bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        doubles.append(Double(bitPattern: bits))
    }
    let text = String(decoding: Writer.text(nonFinite: .string) { $0.numbers(doubles) }, as: UTF8.self)
    let parts = text.dropFirst().dropLast().split(separator: ",")
    try expect(parts.count == doubles.count, "\(doubles.count) numbers became \(text)")
    for (part, double) in zip(parts, doubles) where double.isFinite {
        try expect(Double(part)?.bitPattern == double.bitPattern, "\(double) became \(part)")
    }
}

/// Every text reads back as it was.
private func checkWriting(text: String) throws(Violation) {
    var reader: Reader
    do throws(Unreadable) { reader = Reader(try Document(parsing: Writer.text { $0.string(text) })) } catch {
        throw Violation("a text became what is no JSON: \(error)")
    }
    try expect(reader.string(reader.root).map { Array($0.utf8) } == Array(text.utf8), "a text became another")
}
