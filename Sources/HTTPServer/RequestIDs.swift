internal import HTTPWire

/// Names for requests that no other request is likely to have: splitmix64 over a counter with a random start.
struct RequestIDs {
    private var counter = UInt64.random(in: .min ... .max)

    init() {}

    /// The next name; not a secret.
    mutating func next() -> RequestID {
        counter &+= 0x9E37_79B9_7F4A_7C15
        var bits = counter
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return .number(bits ^ bits >> 31)
    }

    /// Whether a client's own name for its request may be echoed: 1 to 128 bytes of `A–Z a–z 0–9 - _ . + / = : ~`.
    static func isValid(_ text: String) -> Bool {
        1...128 ~= text.utf8.count
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "/"),
                    UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "~"):
                    true
                default: false
                }
            }
    }
}
