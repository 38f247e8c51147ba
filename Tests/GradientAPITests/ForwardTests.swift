import HTTPWire
import Testing

@Suite("POST /v1/activations and /v1/cost")
struct ForwardTests {
    let client = Client()

    @Test func `activations need no targets and no cost`() {
        let text = #"""
            {"network": {"layers": [{"weights": [[2], [-1]], "biases": [1, 0], "activation": "relu"}]},
             "examples": [{"input": [1]}, {"input": [-3]}]}
            """#
        let expected = #"{"layers":[{"weighted_sums":[[3.0,-1.0],[-5.0,3.0]],"activations":[[3.0,0.0],[0.0,3.0]]}]}"#
        #expect(client.post("/v1/activations", text).text == expected)
    }

    @Test func `activations take the document of the other routes`() {
        let response = client.post("/v1/activations", Documents.linear(#", "return": ["activations"]"#))
        #expect(response.text == #"{"layers":[{"activations":[[1.0,1.0],[2.0,0.0]]},{"activations":[[2.0],[2.0]]}]}"#)
    }

    @Test func `the cost alone`() {
        #expect(client.post("/v1/cost", Documents.linear()).text == #"{"cost":2.5,"example_costs":[4.0,1.0]}"#)
        let options = #", "return": ["activations", "cost"], "reduction": "sum""#
        let expected = #"{"cost":5.0,"layers":[{"activations":[[1.0,1.0],[2.0,0.0]]},{"activations":[[2.0],[2.0]]}]}"#
        #expect(client.post("/v1/cost", Documents.linear(options)).text == expected)
    }

    @Test func `a route returns what is its own`() {
        let response = client.post("/v1/cost", Documents.linear(#", "return": ["gradient"]"#))
        #expect(response.status == .unprocessableContent)
        let returned = "cost, example_costs, weighted_sums, activations"
        #expect(response.errors == ["/return/0: unknown output of this route \"gradient\"; known: \(returned)"])
    }
}
