import Telemetry
import Testing

@Suite("Levels")
struct LevelTests {
    @Test func `rise from debug to error`() {
        #expect(Level.allCases == Level.allCases.sorted())
        #expect(Level.debug < .error)
    }
}
