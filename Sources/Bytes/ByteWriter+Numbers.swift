extension ByteWriter {
    /// A whole number.
    public mutating func write(decimal number: Int) {
        if number < 0 { write(UInt8(ascii: "-")) }
        write(decimal: number.magnitude, digits: 1)
    }

    /// A whole number with zeros in front, up to a count of digits, at least one.
    public mutating func write(decimal number: UInt, digits: Int) {
        var (count, bound) = (1, 10 as UInt)
        if number < 10, digits <= 1 { return write(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number)) }
        if number < 10_000, digits <= 1 { return write(fourDigits: UInt32(truncatingIfNeeded: number)) }
        while number >= bound {
            count += 1
            let (next, isTooLarge) = bound.multipliedReportingOverflow(by: 10)
            if isTooLarge { break }
            bound = next
        }
        count = max(count, digits)
        unsafe write(atMost: count) { start in
            // From the last digit to the first.
            var (rest, place) = (number, count)
            while place > 0 {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                place -= 1
                unsafe start.storeBytes(
                    of: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit), toByteOffset: place, as: UInt8.self)
                rest = quotient
            }
            return unsafe start + count
        }
    }

    /// A whole number of at most four digits.
    private mutating func write(fourDigits number: UInt32) {
        let count = number < 100 ? (number < 10 ? 1 : 2) : (number < 1000 ? 3 : 4)
        let (high, low) = (number / 100, number % 100)
        // In the order in which they lie in memory, the lowest byte first.
        let text = 0x3030_3030 &+ high / 10 &+ (high % 10) &<< 8 &+ (low / 10) &<< 16 &+ (low % 10) &<< 24
        unsafe write(atMost: 4) { start in
            unsafe start.storeBytes(of: (text >> UInt32(32 - 8 * count)).littleEndian, as: UInt32.self)
            return unsafe start + count
        }
    }

    /// A number of thousandths: `0.005` is five.
    public mutating func write(thousandths number: UInt) {
        let (whole, rest) = number.quotientAndRemainder(dividingBy: 1000)
        write(decimal: whole, digits: 1)
        unsafe write(atMost: 4) { start in
            let digits = UInt32(truncatingIfNeeded: rest)
            // In the order in which they lie in memory, the lowest byte first.
            let text = 0x3030_302E &+ (digits / 100) &<< 8 &+ (digits / 10 % 10) &<< 16 &+ (digits % 10) &<< 24
            unsafe start.storeBytes(of: text.littleEndian, as: UInt32.self)
            return unsafe start + 4
        }
    }

    /// 16 hexadecimal digits.
    public mutating func write(hexadecimal number: UInt64) {
        unsafe write(atMost: 16) { start in
            for place in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: number >> (60 - 4 * UInt64(place)) & 15)
                let text = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                unsafe start.storeBytes(of: text, toByteOffset: place, as: UInt8.self)
            }
            return unsafe start + 16
        }
    }
}
