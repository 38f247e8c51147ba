/// The name of a request.
public enum RequestID: Sendable, Equatable, CustomStringConvertible {
    /// The server's own, written as 16 hexadecimal digits.
    case number(UInt64)
    /// The client's.
    case text(String)

    public var description: String {
        switch self {
        case .number(let number):
            unsafe String(unsafeUninitializedCapacity: 16) { digits in
                for i in 0..<16 { unsafe digits[i] = Self.digit(number, i) }
                return 16
            }
        case .text(let text): text
        }
    }

    /// Appends it.
    package func write(to output: inout [UInt8]) {
        switch self {
        case .number(let number): for i in 0..<16 { output.append(Self.digit(number, i)) }
        case .text(let text): output.append(text: text)
        }
    }

    private static func digit(_ number: UInt64, _ place: Int) -> UInt8 {
        let digit = UInt8(truncatingIfNeeded: number >> (60 - 4 * UInt64(place)) & 15)
        return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
