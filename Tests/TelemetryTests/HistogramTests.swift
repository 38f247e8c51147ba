import Telemetry
import Testing

@Suite("Histograms")
struct HistogramTests {
    private func text(_ histogram: Histogram) -> String {
        var text = MetricText()
        text.family("h", .histogram, "A test.")
        text.histogram(histogram, [("route", "/a")])
        return String(decoding: text.finish(), as: UTF8.self)
    }

    @Test func `a bound belongs to its own bucket, and buckets hold those below them`() {
        var sizes = Histogram(.sizes)
        for value in [0.0, 256, 257, 1024, 268_435_456, 268_435_457] { sizes.observe(value) }
        #expect(sizes.count == 6)
        #expect(
            text(sizes) == """
                # HELP h A test.
                # TYPE h histogram
                h_bucket{route="/a",le="256"} 2
                h_bucket{route="/a",le="1024"} 4
                h_bucket{route="/a",le="4096"} 4
                h_bucket{route="/a",le="16384"} 4
                h_bucket{route="/a",le="65536"} 4
                h_bucket{route="/a",le="262144"} 4
                h_bucket{route="/a",le="1048576"} 4
                h_bucket{route="/a",le="4194304"} 4
                h_bucket{route="/a",le="16777216"} 4
                h_bucket{route="/a",le="67108864"} 4
                h_bucket{route="/a",le="268435456"} 5
                h_bucket{route="/a",le="+Inf"} 6
                h_sum{route="/a"} 536872450
                h_count{route="/a"} 6

                """)
    }

    @Test func `durations have the bounds that OpenTelemetry advises`() {
        let bounds = text(Histogram(.durations)).split(separator: "le=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(
            bounds == [
                "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1", "2.5", "5", "7.5", "10",
                "+Inf",
            ])
    }

    @Test func `merging two is observing all`() {
        var (all, some, others) = (Histogram(.durations), Histogram(.durations), Histogram(.durations))
        for value in [0.25, 0.5, 64, 0] {
            all.observe(value)
            some.observe(value)
        }
        for value in [0.0078125, 2] {
            all.observe(value)
            others.observe(value)
        }
        some.merge(others)
        #expect(text(some) == text(all))
        #expect(some.count == 6)
    }
}
