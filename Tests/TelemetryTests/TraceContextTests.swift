import Telemetry
import Testing

@Suite("Trace contexts")
struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let parent = "00f067aa0ba902b7"

    @Test(arguments: [
        "00-\(trace)-\(parent)-01", "00-\(trace)-\(parent)-00", "00-\(trace)-\(parent)-ff",
        "01-\(trace)-\(parent)-01", "fe-\(trace)-\(parent)-01-more-of-it", "cc-\(trace)-\(parent)-01-",
        "cc-\(trace)-\(parent)-01--é",
    ])
    func `this version and later ones are read`(field: String) throws {
        let context = try #require(TraceContext(field))
        #expect(context.traceID == Self.trace)
        #expect(context.parentID == Self.parent)
    }

    @Test(arguments: [
        "", "-", "---", "00", "00-\(trace)-\(parent)", "00-\(trace)-\(parent)-", "00-\(trace)-\(parent)-1",
        "00-\(trace)-\(parent)-011", "00-\(trace)-\(parent)-01-", "00-\(trace)-\(parent)-01-more",
        "ff-\(trace)-\(parent)-01", "0-\(trace)-\(parent)-01", "0g-\(trace)-\(parent)-01",
        "cc-\(trace)-\(parent)-01more", "cc-\(trace)-\(parent)-01.more",
        "00-\(trace.uppercased())-\(parent)-01", "00-\(trace)-\(parent.uppercased())-01", "00-\(trace)-\(parent)-0A",
        "00-00000000000000000000000000000000-\(parent)-01", "00-\(trace)-0000000000000000-01",
        "00-\(trace)0-\(parent)-01", "00-\(trace.dropLast())-\(parent)-01", "00-\(trace)-\(parent)0-01",
        "00-\(trace.dropLast())é-\(parent)-01", "00-\(trace.dropLast(2))é-\(parent)-01",
        "00-\(trace.dropLast())\u{ff11}-\(parent)-01", " 00-\(trace)-\(parent)-01", "00-\(trace)-\(parent)-01 ",
        "00-\(trace)-\(parent)-\u{301}01", "00_\(trace)_\(parent)_01",
    ])
    func `all else is ignored`(field: String) {
        #expect(TraceContext(field) == nil)
    }
}
