/// The tokens of RFC 8259.
extension SyntaxScanner {
    func unexpected(_ expected: String) -> Fault {
        let found =
            switch peek {
            case nil: "the end"
            case .some(let byte) where (0x21...0x7E).contains(byte): "'\(Character(Unicode.Scalar(byte)))'"
            case .some(let byte): "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        return Fault(detail: "expected \(expected), found \(found)")
    }

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func skipSpace() {
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    mutating func literal() throws(Fault) {
        for word in ["true", "false", "null"] where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return
        }
        throw unexpected("a value")
    }

    /// string = quotation-mark *char quotation-mark (§7); the escapes are checked and left as they are.
    mutating func string() throws(Fault) -> String {
        position += 1
        let start = position
        var hasEscapes = false
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                let bytes = bytes
                return String(unescaping: bytes.span.extracting(start..<position - 1), hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                position += 1
                hasEscapes = true
                try escape()
            case 0..<0x20: throw unexpected("a character; control characters must be escaped")
            default: position += 1
            }
        }
        throw unexpected("a closing quotation mark")
    }

    private mutating func escape() throws(Fault) {
        guard take("u") else {
            guard let byte = peek, "\"\\/bfnrt".utf8.contains(byte) else { throw unexpected("an escape") }
            position += 1
            return
        }
        let unit = try hexadecimal()
        if (0xDC00...0xDFFF).contains(unit) { throw Fault(detail: "half a surrogate pair") }
        guard (0xD800...0xDBFF).contains(unit) else { return }
        guard take("\\"), take("u"), (0xDC00...0xDFFF).contains(try hexadecimal()) else {
            throw Fault(detail: "half a surrogate pair")
        }
    }

    private mutating func hexadecimal() throws(Fault) -> Int {
        var value = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw unexpected("four hexadecimal digits")
            }
            value = value * 16 + digit
            position += 1
        }
        return value
    }

    /// number = [ minus ] int [ frac ] [ exp ] (§6)
    mutating func number() throws(Fault) {
        let start = position
        _ = take("-")
        if !take("0") { try digits() } else if let byte = peek, isDigit(byte) { throw Fault(detail: "a leading zero") }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        noteUnfit(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func digits() throws(Fault) {
        guard let byte = peek, isDigit(byte) else { throw unexpected("a digit") }
        while let byte = peek, isDigit(byte) { position += 1 }
    }

    private mutating func noteUnfit(_ text: String) {
        guard unfit.count < Reader.mostFindings, let x = Double(text), !x.isFinite else { return }
        unfit.append(Finding(pointer: path.joined(), detail: "too large for a float64"))
    }
}
