/// The upper bounds of a histogram's buckets, each of its own bucket's values the greatest; above the last one lies
/// +Inf.
public struct HistogramBounds: Sendable, Equatable {
    let upper: [Double]

    /// Seconds, as OpenTelemetry advises for `http.server.request.duration`.
    public static let durations = HistogramBounds(
        upper: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10])

    /// Bytes, from 256 B to 256 MiB by fours.
    public static let sizes = HistogramBounds(upper: (0...10).map { Double(256 << (2 * $0)) })
}

/// How often values fell between which bounds; kept by one thread, merged with others' to be shown.
public struct Histogram: Sendable {
    let bounds: HistogramBounds
    /// Per bucket, not cumulative; the last is of values above all bounds.
    private(set) var counts: [Int]
    private(set) var sum = 0.0

    public init(_ bounds: HistogramBounds) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.upper.count + 1)
    }

    /// How many values were observed.
    public var count: Int { counts.reduce(0, &+) }

    /// Adds one value, to the first bucket whose bound is not below it.
    public mutating func observe(_ value: Double) {
        var bucket = 0
        // Most values lie in the first few buckets, so a walk is faster than bisection.
        while bucket < bounds.upper.count, !(value <= bounds.upper[bucket]) { bucket += 1 }
        counts[bucket] &+= 1
        sum += value
    }

    /// Adds what another histogram with the same bounds observed.
    public mutating func merge(_ other: Histogram) {
        precondition(bounds == other.bounds, "histograms with different bounds cannot be added")
        for bucket in counts.indices { counts[bucket] &+= other.counts[bucket] }
        sum += other.sum
    }
}
