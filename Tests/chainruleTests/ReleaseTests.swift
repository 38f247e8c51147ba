import Foundation
import Testing

@Suite("Releases") struct ReleaseTests {
    /// They are read first, whatever `scripts/build-release` is then asked to do.
    @Test func `the counts that a release is optimized by can be read`() throws {
        let outcome = try Program.run(["scripts/build-release", "--help"], of: URL(filePath: "/usr/bin/env"))
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    }
}
