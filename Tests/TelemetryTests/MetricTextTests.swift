import Telemetry
import Testing

@Suite("Metrics as text")
struct MetricTextTests {
    @Test func `families, samples and labels are written as the format says`() {
        var text = MetricText()
        text.family("requests_total", .counter, "Requests\nby \\ and \"code\".")
        text.sample(3)
        text.sample(-4, [("code", "200"), ("path", "a\\b\"c\nd")])
        text.family("load", .gauge, "Load.")
        for value in [0.1, 5, 1e-7, 1e300, .infinity, -.infinity, .nan, 0.30000000000000004] { text.sample(value) }
        #expect(
            String(decoding: text.finish(), as: UTF8.self) == #"""
                # HELP requests_total Requests\nby \\ and "code".
                # TYPE requests_total counter
                requests_total 3
                requests_total{code="200",path="a\\b\"c\nd"} -4
                # HELP load Load.
                # TYPE load gauge
                load 0.1
                load 5
                load 1e-07
                load 1e+300
                load +Inf
                load -Inf
                load NaN
                load 0.30000000000000004

                """#)
    }
}
