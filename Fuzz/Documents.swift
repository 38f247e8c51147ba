// Compiled together with Sources/JSON by Fuzz/run.

/// One input: a JSON document, or what is none; and the same bytes as numbers to be written.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    checkReading(bytes)
    checkWriting(bytes)
    return 0
}

/// The reader and the scanner agree on what a document is, and whatever it holds can be read as anything.
private func checkReading(_ bytes: [UInt8]) {
    var scanner = SyntaxScanner(bytes)
    let fault = scanner.scan()
    do throws(Unreadable) {
        let document = try Document(parsing: bytes)
        precondition(fault == nil && scanner.unfit.isEmpty, "the scanner refuses what the reader takes")
        var reader = Reader(document)
        _ = reader.rows(reader.root, as: Double.self)
        _ = reader.rows(reader.root, columns: 2, each: "two", as: Float.self)
        _ = reader.numbers(reader.root, as: Float.self)
        _ = reader.string(reader.root)
        let members = reader.members(of: reader.root, required: ["a"], optional: ["b"])
        for node in [members?["a"], members?["b"]].compactMap({ $0 }) {
            _ = reader.rows(node, as: Double.self)
            guard let elements = reader.elements(of: node) else { continue }
            for element in elements { _ = reader.numbers(element, count: 1, as: Double.self) }
        }
        precondition(reader.findings.count <= Reader.mostFindings)
        precondition(reader.findings.allSatisfy { $0.pointer.isEmpty || $0.pointer.hasPrefix("/") })
    } catch {
        precondition(error != .outOfMemory, "the scanner takes what the reader refuses")
    }
}

/// Every number reads back to the same bits, however many are written at once.
private func checkWriting(_ bytes: [UInt8]) {
    var doubles: [Double] = []
    for start in stride(from: 0, to: bytes.count - bytes.count % 8, by: 8) {
        let bits = bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        doubles.append(Double(bitPattern: bits))
    }
    var writer = Writer(nonFinite: .string)
    writer.numbers(doubles)
    let text = String(decoding: writer.finish(), as: UTF8.self)
    let parts = text.dropFirst().dropLast().split(separator: ",")
    precondition(parts.count == doubles.count, text)
    for (part, double) in zip(parts, doubles) where double.isFinite {
        precondition(Double(part)?.bitPattern == double.bitPattern, "\(part)")
    }
}
