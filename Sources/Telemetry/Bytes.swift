/// Text put together byte by byte, without a `String` for each piece.
extension [UInt8] {
    /// Text as it stands.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A whole number.
    mutating func append(decimal number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(decimal: number.magnitude, digits: 1)
    }

    /// A whole number with zeros in front, up to a count of digits.
    mutating func append(decimal number: UInt, digits: Int) {
        let start = count
        var rest = number
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            rest = quotient
        } while rest > 0 || count - start < digits
        self[start...].reverse()
    }
}
