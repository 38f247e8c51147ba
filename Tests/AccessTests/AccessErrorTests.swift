import Testing

@testable import Access

@Suite("Access errors")
struct AccessErrorTests {
    @Test func `say what is wrong`() {
        #expect("\(AccessError("line 1"))" == "line 1")
    }
}
