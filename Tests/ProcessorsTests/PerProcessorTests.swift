import Dispatch
import Processors
import Testing

@Suite("A value for each processor")
struct PerProcessorTests {
    @Test func `what many threads count together is all there`() {
        let counts = PerProcessor(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<10_000 { counts.withLock { $0 += 1 } }
        }
        #expect(counts.all.reduce(0, +) == 80_000)
    }

    @Test func `what is changed for all is changed wherever a thread is`() {
        let values = PerProcessor("before")
        values.forEach { $0 = "after" }
        #expect(values.withLock { $0 } == "after")
        #expect(values.all.allSatisfy { $0 == "after" })
    }
}
