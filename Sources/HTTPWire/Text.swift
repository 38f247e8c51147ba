extension [UInt8] {
    @inline(__always)
    mutating func append(_ text: StaticString) {
        unsafe append(copying: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// UTF-8, copied in one piece.
    mutating func append(text: String) {
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

    /// A whole number in decimal.
    mutating func append(decimal number: Int) {
        if number >= 10 { append(decimal: number / 10) }
        append(UInt8(truncatingIfNeeded: number % 10) + UInt8(ascii: "0"))
    }
}
