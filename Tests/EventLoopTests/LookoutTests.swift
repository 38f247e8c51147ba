import Testing

@testable import EventLoop

/// Times are microseconds after one and the same moment, which is yet to come.
@Suite("How long a loop looks for events")
struct LookoutTests {
    let start = Instant.now + .seconds(1)

    private func moment(_ microseconds: Int) -> Instant { start + Nanoseconds(microseconds) * 1000 }

    /// How long it looks for nothing after work, in steps of one microsecond.
    private func patience(_ lookout: Lookout, from begin: Int) -> Int {
        var (lookout, time) = (lookout, begin)
        while lookout.isWorthwhile, time < begin + 10_000 {
            time += 1
            lookout.found(nothingAt: moment(time))
        }
        return time - begin
    }

    @Test func `not at all before there was work`() {
        #expect(!Lookout().isWorthwhile)
    }

    @Test(arguments: [(1, 1), (30, 30), (200, 200), (201, 200), (1_000_000, 200)])
    func `as long as it has worked, up to a fifth of a millisecond`(worked: Int, patience: Int) {
        var lookout = Lookout()
        lookout.worked(from: moment(0), to: moment(worked))
        #expect(self.patience(lookout, from: worked) == patience)
    }

    @Test func `what is not spent is left for the next time, and what is spent is not`() {
        var lookout = Lookout()
        lookout.worked(from: moment(0), to: moment(100))
        lookout.worked(from: moment(130), to: moment(150))
        #expect(patience(lookout, from: 150) == 100 - 30 + 20)
    }

    @Test func `once it has given up, only new work counts`() {
        var lookout = Lookout()
        lookout.worked(from: moment(0), to: moment(100))
        lookout.found(nothingAt: moment(250))
        #expect(!lookout.isWorthwhile)
        lookout.worked(from: moment(10_000), to: moment(10_007))
        #expect(patience(lookout, from: 10_007) == 7)
    }

    /// A stretch that it slept through is not taken from what it is owed after.
    @Test func `never longer in all than the work took`() {
        var (lookout, time, worked, looked) = (Lookout(), 0, 0, 0)
        for step in 0..<1000 {
            let (work, gap) = (step * 37 % 300, step * 91 % 170)
            lookout.worked(from: moment(time), to: moment(time + work))
            (time, worked) = (time + work, worked + work)
            let spent = min(patience(lookout, from: time), gap)
            looked += spent
            if spent < gap { lookout.found(nothingAt: moment(time + gap)) }
            time += gap
        }
        #expect(looked <= worked)
        #expect(looked > worked / 4)
    }
}
