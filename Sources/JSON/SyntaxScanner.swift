/// Reads JSON text slowly and carefully, for the sake of a good error message.
package struct SyntaxScanner {
    let bytes: [UInt8]
    var position = 0
    private var depth = 0
    /// The steps of the pointer to the value being read.
    var path: [String] = []
    /// Numbers that are well written and fit no float64.
    package var unfit: [Finding] = []

    /// The first thing that is not JSON; where is where the scanner stands.
    struct Fault: Error { let detail: String }

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Returns: The first fault, or `nil` if the text is valid JSON.
    package mutating func scan() -> Finding? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            position = error.byteOffsets.lowerBound
            return finding("this is not UTF-8")
        }
        do throws(Fault) {
            skipSpace()
            if peek == nil { throw Fault(detail: "the document is empty") }
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw Fault(detail: "a byte order mark, which JSON has not") }
            try value()
            if peek != nil { throw unexpected("nothing more") }
            return nil
        } catch {
            return finding(error.detail)
        }
    }

    func finding(_ detail: String) -> Finding {
        let before = bytes[..<position]
        let line = before.count { $0 == 0x0A } + 1
        let column = before.reversed().prefix { $0 != 0x0A }.count { $0 & 0xC0 != 0x80 } + 1  // in characters
        return Finding(pointer: path.joined(), detail: "line \(line), column \(column): \(detail)")
    }

    /// value = false / null / true / object / array / number / string, with space around it (RFC 8259 §3).
    private mutating func value() throws(Fault) {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): try container("}") { scanner throws(Fault) in try scanner.member() }
        case UInt8(ascii: "["):
            var index = 0
            try container("]") { scanner throws(Fault) in
                scanner.path.append("/\(index)")
                try scanner.value()
                scanner.path.removeLast()
                index += 1
            }
        case UInt8(ascii: "\""): _ = try string()
        case .some(let byte) where "-0123456789".utf8.contains(byte): try number()
        default: try literal()
        }
        skipSpace()
    }

    private mutating func container(
        _ closing: Unicode.Scalar, _ element: (inout SyntaxScanner) throws(Fault) -> Void
    ) throws(Fault) {
        depth += 1
        defer { depth -= 1 }
        let start = position
        position += 1
        skipSpace()
        if take(closing) { return }
        if depth > Document.maximumDepth {
            position = start
            throw Fault(detail: "deeper than \(Document.maximumDepth) levels")
        }
        repeat { try element(&self) } while take(",")
        guard take(closing) else { throw unexpected("',' or '\(closing)'") }
    }

    private mutating func member() throws(Fault) {
        skipSpace()
        guard peek == UInt8(ascii: "\"") else { throw unexpected("a key in quotation marks") }
        path.append(pointerStep(try string()))
        skipSpace()
        guard take(":") else { throw unexpected("':'") }
        try value()
        path.removeLast()
    }
}
