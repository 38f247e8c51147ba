import HTTPWire
import Testing

@Suite("Targets with an address")
struct AddressTests {
    @Test func `OPTIONS of a host alone asks about the server`() throws {
        #expect(try head("OPTIONS http://h HTTP/1.1").path == "*")
        #expect(try head("OPTIONS http://h/ HTTP/1.1").path == "/")
        #expect(try head("GET http://h HTTP/1.1").path == "/")
    }

    @Test(arguments: ["/[", "/a]", "/a?b[0]=1", "http://h/[x]"])
    func `only an address has brackets`(target: String) {
        #expect(throws: RequestError.malformedTarget) { try head("GET \(target) HTTP/1.1") }
    }
}
