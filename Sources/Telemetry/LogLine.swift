public import HTTPWire

/// How log lines are written.
public enum LogFormat: String, CaseIterable, Sendable {
    /// `2026-01-02T03:04:05.678Z info request status=200`
    case text
    /// One JSON object a line.
    case json
}

/// A log line that is being put together.
public struct LogLine {
    private(set) var bytes: [UInt8] = []
    private let format: LogFormat

    /// - Parameter memory: to be written to; what is in it is done with
    init(_ format: LogFormat, _ level: Level, _ message: String, in memory: consuming [UInt8] = []) {
        self.format = format
        memory.removeAll(keepingCapacity: true)
        bytes = memory
        bytes.reserveCapacity(512)
        switch format {
        case .text:
            bytes.appendTimestamp()
            bytes.append(" ")
            bytes += level.rawValue.utf8
            bytes.append(" ")
        case .json:
            bytes.append("{\"time\":\"")
            bytes.appendTimestamp()
            bytes.append("\",\"level\":\"")
            bytes += level.rawValue.utf8
            bytes.append("\",\"message\":")
        }
        string(message)
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
        bytes.append(decimal: value)
    }

    /// Adds a field with a request's name.
    public mutating func field(_ name: StaticString, _ id: RequestID) {
        guard case .number = id else { return field(name, id.description) }
        key(name)
        if format == .json { bytes.append("\"") }
        id.write(to: &bytes)
        if format == .json { bytes.append("\"") }
    }

    /// Adds a field with a duration in milliseconds, to the microsecond.
    public mutating func milliseconds(_ name: StaticString, _ nanoseconds: Int64) {
        key(name)
        let (whole, rest) = UInt(nanoseconds.magnitude).quotientAndRemainder(dividingBy: 1000)
        let microseconds = rest < 500 ? whole : whole + 1
        if nanoseconds < 0, microseconds > 0 { bytes.append("-") }
        bytes.append(decimal: microseconds / 1000, digits: 1)
        bytes.append(".")
        bytes.append(decimal: microseconds % 1000, digits: 3)
    }

    /// The line with its end, handed over.
    consuming func finish() -> [UInt8] {
        bytes.append(format == .json ? "}\n" : "\n")
        return bytes
    }

    private mutating func key(_ name: StaticString) {
        bytes.append(format == .json ? ",\"" : " ")
        bytes.append(name)
        bytes.append(format == .json ? "\":" : "=")
    }

    private mutating func string(_ text: String) {
        if format == .text, !text.isEmpty, text.allBytes({ $0.isWordCharacter }) {
            bytes.append(text: text)
        } else {
            bytes.append(quoted: text)
        }
    }
}

extension UInt8 {
    /// Whether it may stand in a value without quotes.
    fileprivate var isWordCharacter: Bool {
        0x21...0x7E ~= self && self != UInt8(ascii: "\"") && self != UInt8(ascii: "=") && self != UInt8(ascii: "\\")
    }

    /// Whether it stands for itself in a JSON string.
    fileprivate var isPlain: Bool { 0x20...0x7E ~= self && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\") }
}

extension String {
    /// Whether all bytes pass, looked at without a branch for each.
    @inline(__always)
    fileprivate func allBytes(_ passes: (UInt8) -> Bool) -> Bool {
        let bytes = utf8Span.span
        var all = true
        for i in bytes.indices { all = passes(bytes[i]) && all }
        return all
    }
}

extension [UInt8] {
    /// A string as JSON has it (RFC 8259 §7); what a terminal or a reader of lines might obey is escaped too.
    fileprivate mutating func append(quoted text: String) {
        append("\"")
        if text.allBytes({ $0.isPlain }) {
            append(text: text)
        } else {
            for scalar in text.unicodeScalars { append(escaped: scalar) }
        }
        append("\"")
    }

    private mutating func append(escaped scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": append("\\\"")
        case "\\": append("\\\\")
        case "\n": append("\\n")
        case _ where scalar.isObeyed:
            for unit in scalar.utf16 {
                append("\\u")
                for shift in [12, 8, 4, 0] {
                    let digit = UInt8(truncatingIfNeeded: unit >> shift & 15)
                    append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
                }
            }
        default: self += scalar.utf8
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
