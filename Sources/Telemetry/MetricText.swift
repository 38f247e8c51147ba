/// What a metric's numbers mean.
public enum MetricKind: String, Sendable {
    /// Only rises, until the process ends.
    case counter
    /// Rises and falls.
    case gauge
    case histogram
}

/// Writes metrics in Prometheus's text exposition format, version 0.0.4.
public struct MetricText {
    /// The media type of the text.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private var bytes: [UInt8] = []
    private var name = ""

    public init() {
        bytes.reserveCapacity(16384)
    }

    /// Starts a family, to which the samples that follow belong.
    ///
    /// - Parameters:
    ///   - name: of letters, digits, `_` and `:`, the first no digit; each family once
    ///   - help: what it counts, in a sentence
    public mutating func family(_ name: String, _ kind: MetricKind, _ help: String) {
        self.name = name
        bytes += "# HELP \(name) ".utf8
        escape(help, quotes: false)
        bytes += "\n# TYPE \(name) \(kind.rawValue)\n".utf8
    }

    /// A sample of the current family.
    public mutating func sample(_ value: Double, _ labels: [(name: String, value: String)] = []) {
        line("", labels, nil, Self.shortest(value))
    }

    /// A sample of the current family.
    public mutating func sample(_ value: Int, _ labels: [(name: String, value: String)] = []) {
        line("", labels, nil, String(value))
    }

    /// The samples of a histogram: buckets from the least up, each with what lies in those below it, sum and count.
    public mutating func histogram(_ histogram: Histogram, _ labels: [(name: String, value: String)] = []) {
        var below = 0
        for (bound, count) in zip(histogram.bounds.upper + [.infinity], histogram.counts) {
            below &+= count
            line("_bucket", labels, Self.shortest(bound), String(below))
        }
        line("_sum", labels, nil, Self.shortest(histogram.sum))
        line("_count", labels, nil, String(below))
    }

    /// The text, handed over.
    public consuming func finish() -> [UInt8] { bytes }

    private mutating func line(
        _ suffix: String, _ labels: [(name: String, value: String)], _ bound: String?, _ value: String
    ) {
        bytes += name.utf8
        bytes += suffix.utf8
        var separator = "{"
        for label in labels + (bound.map { [(name: "le", value: $0)] } ?? []) {
            bytes += separator.utf8
            bytes += label.name.utf8
            bytes += "=\"".utf8
            escape(label.value, quotes: true)
            bytes += "\"".utf8
            separator = ","
        }
        if !labels.isEmpty || bound != nil { bytes += "}".utf8 }
        bytes += " ".utf8
        bytes += value.utf8
        bytes += "\n".utf8
    }

    private mutating func escape(_ text: String, quotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\"") where quotes: bytes += "\\\"".utf8
            default: bytes.append(byte)
            }
        }
    }

    /// The shortest decimal that reads back to the same value.
    private static func shortest(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "+Inf" : "-Inf" }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
