public import Bytes

/// The name of a request.
public enum RequestID: Sendable, Equatable, CustomStringConvertible {
    /// The server's own, written as 16 hexadecimal digits.
    case number(UInt64)
    /// The client's.
    case text(String)

    public var description: String {
        switch self {
        case .number:
            var digits: [UInt8] = []
            digits.append(room: 16) { write(to: &$0) }
            return String(decoding: digits, as: UTF8.self)
        case .text(let text): return text
        }
    }

    /// Writes it.
    public func write(to output: inout ByteWriter) {
        switch self {
        case .number(let number): output.write(hexadecimal: number)
        case .text(let text): output.write(text: text)
        }
    }
}
