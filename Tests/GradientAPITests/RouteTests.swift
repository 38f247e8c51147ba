import GradientAPI
import HTTPWire
import Testing

@Suite("Routes")
struct RouteTests {
    let client = Client()

    @Test func `liveness and readiness`() {
        #expect(client.send(Request(.get, "/livez")).text == "ok\n")
        #expect(client.send(Request(.get, "/readyz")).status == .ok)
        client.application.becomeUnready()
        #expect(client.send(Request(.get, "/readyz")).status == .serviceUnavailable)
        #expect(client.send(Request(.get, "/livez")).status == .ok)
    }

    @Test func `the contract is served`() {
        let response = client.send(Request(.get, "/openapi.yaml"))
        #expect(response.header("Content-Type") == "application/yaml")
        #expect(response.text.hasPrefix("openapi: 3.1"))
    }

    @Test func `HEAD is answered as GET, OPTIONS with what is allowed`() {
        #expect(client.send(Request(.head, "/livez")).status == .ok)
        let options = client.send(Request(.options, "/v1/gradient"))
        #expect(options.status == .noContent)
        #expect(options.header("Allow") == "POST, OPTIONS")
        #expect(client.send(Request(.options, "/livez")).header("Allow") == "GET, HEAD, OPTIONS")
        #expect(client.send(Request(.options, "*")).status == .noContent)
    }

    /// A body that cannot be taken is told of, whoever would answer.
    @Test(arguments: ["/v1/gradient", "/livez", "*"]) func `OPTIONS is answered once its body has come`(path: String) {
        guard case .accepted = client.application.admit(Request(.options, path).head).verdict else {
            Issue.record("answered at once")
            return
        }
    }

    @Test func `another method is 405 with Allow, another path 404`() {
        let wrong = client.send(Request(.get, "/v1/gradient"))
        #expect(wrong.status == .methodNotAllowed)
        #expect(wrong.header("Allow") == "POST, OPTIONS")
        #expect(client.send(Request(.post, "/livez")).header("Allow") == "GET, HEAD, OPTIONS")
        let nowhere = client.send(Request(.get, "/v2"))
        #expect(nowhere.status == .notFound)
        #expect(nowhere.text.contains("/v1/gradient"))
    }

    @Test(arguments: ["application/json", "Application/JSON; charset=utf-8", "application/json;charset=\"UTF-8\""])
    func `JSON is taken as what it says it is`(type: String) {
        #expect(client.post("/v1/cost", Documents.chain, type: type).status == .ok)
    }

    @Test(arguments: [
        nil, "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "application/jsonx",
    ])
    func `another media type is 415`(type: String?) {
        let response = client.post("/v1/cost", Documents.chain, type: type)
        #expect(response.status == .unsupportedMediaType)
        #expect(response.text.contains("urn:chainrule:problem:unsupported-media-type"))
    }

    @Test func `a small body cannot ask for an endless answer`() {
        var limits = EvaluationLimits()
        limits.answerNumbers = 20
        let text = Documents.linear(#", "return": ["example_gradients"]"#)
        #expect(Client(limits).post("/v1/gradient", text).status == .ok)
        limits.answerNumbers = 17
        let response = Client(limits).post("/v1/gradient", text)
        #expect(response.status == .unprocessableContent)
        #expect(response.errors.first?.hasPrefix("/examples: the answer would hold 18 numbers; at most 17.") == true)
        limits = EvaluationLimits()
        limits.workingNumbers = 10
        #expect(Client(limits).post("/v1/gradient", text).errors.first?.contains("the computation would hold") == true)
    }
}
