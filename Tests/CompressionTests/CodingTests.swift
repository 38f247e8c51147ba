import Compression
import Testing

@Suite("Content codings")
struct CodingTests {
    @Test func `are named as RFC 9110 names them`() {
        #expect(Coding.allCases.map(\.rawValue) == ["gzip", "deflate"])
    }
}
