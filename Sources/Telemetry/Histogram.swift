/// Where a histogram's buckets end.
public struct HistogramBounds: Sendable {
    let upper: [Double]

    /// Seconds, as OpenTelemetry advises for `http.server.request.duration`.
    public static let durations = HistogramBounds(
        upper: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10])
    /// Bytes, by fours from 256 to 256 MiB: from the lesson's network to the largest answer.
    public static let sizes = HistogramBounds(upper: (0...10).map { Double(256 << (2 * $0)) })
}

/// How often a quantity was up to each bound. Its owner keeps threads apart.
public struct Histogram: Sendable {
    let bounds: HistogramBounds
    /// How often it was in each bucket, the last without a bound.
    private(set) var counts: [Int]
    private(set) var sum = 0.0

    public init(_ bounds: HistogramBounds) {
        self.bounds = bounds
        counts = [Int](repeating: 0, count: bounds.upper.count + 1)
    }

    public mutating func observe(_ value: Double) {
        let bucket = bounds.upper.firstIndex { value <= $0 } ?? bounds.upper.count
        counts[bucket] += 1
        sum += value
    }
}
