private import Glibc

/// Names for requests, for one thread: 16 hexadecimal digits that hardly repeat, in this process or another.
struct RequestIDs {
    private var state: UInt64

    init() {
        var generator = SystemRandomNumberGenerator()
        state = generator.next()
    }

    /// SplitMix64, a bijection of its counter (Steele, Lea and Flood 2014).
    mutating func next() -> String {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return unsafe String(unsafeUninitializedCapacity: 16) { digits in
            for i in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: bits >> (60 - 4 * i)) & 15
                unsafe digits[i] = digit < 10 ? 0x30 + digit : 0x57 + digit
            }
            return 16
        }
    }

    /// Whether a client's own name for its request can be taken over: it goes into logs and fields.
    static func isValid(_ text: String) -> Bool {
        let count = text.utf8.count
        return count > 0 && count <= 128
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-_.+/=:~".utf8.contains(byte)
                }
            }
    }
}
