import HTTPWire
import Testing

@Suite("What an answer comes as")
struct AcceptTests {
    let client = Client()

    @Test(arguments: [
        (nil, "application/json"), ("", "application/json"), ("*/*", "application/json"),
        ("application/*", "application/json"), ("application/json", "application/json"),
        (tensorType, tensorType), ("Application/VND.safetensors", tensorType),
        ("application/json, application/vnd.safetensors", "application/json"),
        ("application/json;q=0.5, application/vnd.safetensors", tensorType),
        ("application/json, application/vnd.safetensors;q=0.9", "application/json"),
        ("application/vnd.safetensors, */*", tensorType),
        ("application/vnd.safetensors;q=0, */*", "application/json"),
        ("application/json;q=0, */*;q=0.1", tensorType),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        ("nonsense", "application/json"),
    ])
    func `is JSON, unless the client likes tensors better`(accept: String?, type: String) {
        let response = client.post("/v1/cost", Array(Documents.chain.utf8), type: "application/json", accept: accept)
        #expect(response.status == .ok)
        #expect(response.header("Content-Type") == type)
        #expect(response.header("Vary") == "Accept")
    }

    @Test(arguments: [
        "text/html", "*/*;q=0", "application/json;q=0", "image/*, text/*", "application/vnd.safetensors;q=0",
    ])
    func `a client that takes neither gets 406`(accept: String) {
        let response = client.post("/v1/cost", Array(Documents.chain.utf8), type: "application/json", accept: accept)
        #expect(response.status == .notAcceptable)
        #expect(response.text.contains("urn:chainrule:problem:not-acceptable"))
        #expect(response.header("Vary") == "Accept")
    }

    @Test func `another body is told of both`() {
        let response = client.post("/v1/cost", Documents.chain, type: "text/plain")
        #expect(response.status == .unsupportedMediaType)
        #expect(response.header("Accept") == "application/json, application/vnd.safetensors")
    }
}
