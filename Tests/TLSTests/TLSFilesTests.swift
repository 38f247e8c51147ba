import TLS
import Testing

@Suite("TLS files")
struct TLSFilesTests {
    @Test func `clients need no certificate unless an authority is named`() {
        #expect(TLSFiles(certificate: "c", key: "k").clientAuthorities == nil)
    }
}
