import EventLoop
import Testing

@Suite("Points of time")
struct InstantTests {
    @Test func `nothing is later than never`() {
        #expect(Instant.never + .seconds(30) == .never)
        #expect(Instant.never + .max == .never)
        #expect(Instant.now + .max == .never)
    }

    @Test func `a second is a second`() {
        let now = Instant.now
        #expect(now + .seconds(1) - now == 1_000_000_000)
        #expect(now < now + .seconds(1))
    }
}
