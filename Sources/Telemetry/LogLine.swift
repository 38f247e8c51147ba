internal import Glibc

/// How log lines are written.
public enum LogFormat: String, Sendable, CaseIterable {
    /// `2026-01-02T03:04:05.678Z info request id=7f3a status=200`
    case text
    /// A JSON object a line.
    case json
}

/// A log line in the making.
public struct LogLine {
    private let format: LogFormat
    /// The line ends what is in here.
    var bytes: [UInt8]

    init(
        _ format: LogFormat, _ level: Level, _ message: String, at time: timespec, appendingTo bytes: consuming [UInt8]
    ) {
        (self.format, self.bytes) = (format, bytes)
        switch format {
        case .text:
            appendTime(time)
            append(" ")
            append(level.rawValue)
            append(" ")
            // A message is written by the program, so it needs no quotes; only what it repeats could break the line.
            for byte in message.utf8 { self.bytes.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte) }
        case .json:
            append("{\"time\":\"")
            appendTime(time)
            append("\"")
            field("level", level.rawValue)
            field("message", message)
        }
    }

    public mutating func field(_ name: StaticString, _ value: String) {
        key(name)
        if format == .text, !value.isEmpty, value.utf8.allSatisfy(Self.isPlain) { return append(value) }
        append("\"")
        for byte in value.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0..<0x20, 0x7F:
                append("\\u00")
                bytes += [Self.digit(byte >> 4), Self.digit(byte & 15)]
            default: bytes.append(byte)
            }
        }
        append("\"")
    }

    public mutating func field(_ name: StaticString, _ value: Int) {
        key(name)
        append(String(value))
    }

    /// A duration in nanoseconds, written as milliseconds with three decimals.
    public mutating func milliseconds(_ name: StaticString, _ nanoseconds: Int64) {
        key(name)
        let microseconds = Int(max(0, nanoseconds) / 1000)
        append(String(microseconds / 1000))
        bytes.append(0x2E)
        appendDecimal(microseconds % 1000, digits: 3)
    }

    mutating func end() { append(format == .json ? "}\n" : "\n") }

    private mutating func key(_ name: StaticString) {
        append(format == .json ? ",\"" : " ")
        name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
        append(format == .json ? "\":" : "=")
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// RFC 3339 in UTC
    private mutating func appendTime(_ time: timespec) {
        var seconds = time.tv_sec
        var t = unsafe tm()
        unsafe gmtime_r(&seconds, &t)
        appendDecimal(unsafe Int(t.tm_year) + 1900, digits: 4)
        let parts: [(Character, Int32)] = unsafe [
            ("-", t.tm_mon + 1), ("-", t.tm_mday), ("T", t.tm_hour), (":", t.tm_min), (":", t.tm_sec),
        ]
        for (separator, number) in parts {
            bytes.append(separator.asciiValue ?? 0x20)
            appendDecimal(Int(number), digits: 2)
        }
        bytes.append(0x2E)
        appendDecimal(time.tv_nsec / 1_000_000, digits: 3)
        bytes.append(0x5A)
    }

    private mutating func appendDecimal(_ number: Int, digits: Int) {
        var unit = (1..<digits).reduce(1) { unit, _ in unit * 10 }
        while unit > 0 {
            bytes.append(0x30 + UInt8(number / unit % 10))
            unit /= 10
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    /// Whether a byte needs no quotes in text: nobody can forge a line, or a field, with it.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=") && byte != 0x5C
    }
}
