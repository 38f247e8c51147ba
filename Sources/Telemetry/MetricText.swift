/// What a family of metrics is.
public enum MetricKind: String, Sendable {
    case counter, gauge, histogram
}

/// Metrics in the text format that Prometheus reads, version 0.0.4.
public struct MetricText {
    public typealias Labels = [(name: String, value: String)]

    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private var text = ""
    private var family = ""

    public init() {}

    /// Begins a family, whose samples follow.
    public mutating func family(_ name: String, _ kind: MetricKind, _ help: String) {
        family = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    public mutating func sample(_ value: Int, _ labels: Labels = []) { line("", labels, "\(value)") }

    public mutating func sample(_ value: Double, _ labels: Labels = []) { line("", labels, "\(value)") }

    public mutating func sample(_ histogram: Histogram, _ labels: Labels = []) {
        var count = 0
        for (bound, more) in zip(histogram.bounds.upper, histogram.counts) {
            count += more
            line("_bucket", labels + [("le", "\(bound)")], "\(count)")
        }
        count += histogram.counts.last ?? 0
        line("_bucket", labels + [("le", "+Inf")], "\(count)")
        line("_sum", labels, "\(histogram.sum)")
        line("_count", labels, "\(count)")
    }

    public var bytes: [UInt8] { Array(text.utf8) }

    private mutating func line(_ suffix: String, _ labels: Labels, _ value: String) {
        let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += "\(family)\(suffix)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
