internal import Bytes
public import HTTPWire

/// How log lines are written.
public enum LogFormat: String, CaseIterable, Sendable {
    /// `2026-01-02T03:04:05.678Z info request status=200`
    case text
    /// One JSON object a line.
    case json
}

/// A log line that is being put together.
public struct LogLine: ~Copyable {
    private var output: ByteWriter
    private let isJSON: Bool
    /// About how many bytes a line takes at most.
    static let room = 1024

    /// Writes a line, to which `fields` adds.
    static func write(
        _ format: LogFormat, _ level: Level, _ message: String, to output: inout ByteWriter,
        _ fields: (inout LogLine) -> Void
    ) {
        var line = LogLine(output, format)
        line.begin(level, message)
        fields(&line)
        output = line.finish()
    }

    private init(_ output: consuming ByteWriter, _ format: LogFormat) {
        self.output = output
        if case .json = format { isJSON = true } else { isJSON = false }
    }

    private mutating func begin(_ level: Level, _ message: String) {
        output.write(isJSON ? "{\"time\":\"" : "")
        output.writeTimestamp()
        output.write(isJSON ? "\",\"level\":\"" : " ")
        output.write(text: level.rawValue)
        output.write(isJSON ? "\",\"message\":" : " ")
        string(message)
    }

    private consuming func finish() -> ByteWriter {
        output.write(isJSON ? "}\n" : "\n")
        return output
    }

    /// Adds a field; in text its value is quoted unless it is one plain word.
    ///
    /// - Parameter name: lower-case letters and `_`, in each line once
    public mutating func field(_ name: StaticString, _ value: String) {
        key(name)
        string(value)
    }

    /// Adds a field with a whole number.
    public mutating func field(_ name: StaticString, _ value: Int) {
        key(name)
        output.write(decimal: value)
    }

    /// Adds a field with a request's name.
    public mutating func field(_ name: StaticString, _ id: RequestID) {
        guard case .number = id else { return field(name, id.description) }
        key(name)
        if isJSON { output.write("\"") }
        id.write(to: &output)
        if isJSON { output.write("\"") }
    }

    /// Adds a field with a duration in milliseconds, to the microsecond.
    public mutating func milliseconds(_ name: StaticString, _ nanoseconds: Int64) {
        key(name)
        let (whole, rest) = UInt(nanoseconds.magnitude).quotientAndRemainder(dividingBy: 1000)
        let microseconds = rest < 500 ? whole : whole + 1
        if nanoseconds < 0, microseconds > 0 { output.write("-") }
        output.write(thousandths: microseconds)
    }

    private mutating func key(_ name: StaticString) {
        if isJSON {
            output.write(",\"", name, "\":")
        } else {
            output.write(" ", name, "=")
        }
    }

    private mutating func string(_ text: String) {
        let bytes = text.utf8Span.span
        if !isJSON, !bytes.isEmpty, bytes.areVisible(except: UInt8(ascii: "=")) {
            output.write(bytes)
        } else {
            output.write(quoted: text, bytes)
        }
    }
}

extension Span<UInt8> {
    /// Whether all bytes are visible ASCII characters, or spaces where these may be, and neither `"` nor `\` nor one more.
    fileprivate func areVisible(except other: UInt8, orSpaces: Bool = false) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let least = orSpaces ? 0x20 : 0x21 as UInt64
        /// The highest bit of a byte that is none of these is set; right if there is none.
        func found(_ word: UInt64) -> UInt64 {
            let quote = (word ^ ones &* 0x22) &- ones
            let backslash = (word ^ ones &* 0x5C) &- ones
            let other = (word ^ ones &* UInt64(other)) &- ones
            return word | (word &- ones &* least) | (word &+ ones) | quote | backslash | other
        }
        return unsafe withUnsafeBytes { bytes in
            var (i, all) = (0, 0 as UInt64)
            while i &+ 8 <= bytes.count {
                all |= found(unsafe bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
                i &+= 8
            }
            var last = ones &* least
            while i < bytes.count {
                last = unsafe last &<< 8 | UInt64(bytes[i])
                i &+= 1
            }
            return (all | found(last)) & (ones &* 0x80) == 0
        }
    }
}

extension ByteWriter {
    /// A string as JSON has it (RFC 8259 §7); what a terminal or a reader of lines might obey is escaped too.
    fileprivate mutating func write(quoted text: String, _ bytes: Span<UInt8>) {
        write("\"")
        if bytes.areVisible(except: UInt8(ascii: "\""), orSpaces: true) {
            write(bytes)
        } else {
            for scalar in text.unicodeScalars { write(escaped: scalar) }
        }
        write("\"")
    }

    private mutating func write(escaped scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": write("\\\"")
        case "\\": write("\\\\")
        case "\n": write("\\n")
        case _ where scalar.isObeyed:
            for unit in scalar.utf16 {
                write("\\u")
                for shift in [12, 8, 4, 0] {
                    let digit = UInt8(truncatingIfNeeded: unit >> shift & 15)
                    write(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
                }
            }
        default: for byte in scalar.utf8 { write(byte) }
        }
    }
}

extension Unicode.Scalar {
    /// Whether it ends lines, moves the cursor or turns the direction of what is shown.
    fileprivate var isObeyed: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
