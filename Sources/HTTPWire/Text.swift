/// Text put together byte by byte, without a `String` for each piece.
extension [UInt8] {
    /// Text as it stands.
    @inline(__always)
    package mutating func append(_ text: StaticString) {
        unsafe append(copying: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// UTF-8, copied in one piece.
    package mutating func append(text: String) {
        let bytes = text.utf8Span.span
        unsafe bytes.withUnsafeBufferPointer { unsafe append(copying: $0) }
    }

    @inline(__always)
    @unsafe mutating func append(copying bytes: UnsafeBufferPointer<UInt8>) {
        append(addingCapacity: bytes.count) { output in
            unsafe output.withUnsafeMutableBufferPointer { memory, initialized in
                guard let start = memory.baseAddress, let source = bytes.baseAddress else { return }
                unsafe UnsafeMutableRawPointer(start + initialized).copyMemory(from: source, byteCount: bytes.count)
                initialized += bytes.count
            }
        }
    }

    /// A whole number.
    package mutating func append(decimal number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(decimal: number.magnitude, digits: 1)
    }

    /// A whole number with zeros in front, up to a count of digits, at most 20.
    package mutating func append(decimal number: UInt, digits: Int) {
        // As many as the greatest number has; found from the last to the first.
        var text = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var first = text.count
        var rest = number
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            first -= 1
            text[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        } while rest > 0
        first = Swift.min(first, text.count - digits)
        append(addingCapacity: text.count - first) { output in
            for i in first..<text.count { output.append(text[i]) }
        }
    }
}
