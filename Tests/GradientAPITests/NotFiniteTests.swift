import HTTPWire
import Testing

@Suite("Results that are not finite")
struct NotFiniteTests {
    let client = Client()

    static func document(
        _ weight: String, _ activation: String, _ cost: String, _ options: String = "", target: String = "1"
    ) -> String {
        #"""
        {"network": {"layers": [{"weights": [[1]], "biases": [0], "activation": "identity"},
          {"weights": [[\#(weight)]], "biases": [0], "activation": "\#(activation)"}], "cost": "\#(cost)"},
         "examples": [{"input": [1], "target": [1]}, {"input": [10], "target": [\#(target)]}]\#(options)}
        """#
    }

    @Test(arguments: [
        (
            document("1e308", "identity", "squared_error"),
            "/network/layers/1: layer 2, example 1, neuron 0: the weighted sum is infinite"
        ),
        (document("1e200", "identity", "squared_error"), "/network/cost: example 0: the cost is infinite"),
        (
            document("-1", "identity", "cross_entropy"),
            "/network/cost: example 0: the cost is not a number; this cost takes outputs above 0 where the target is not 0, and output 0 is -1.0 "
                + "(for outputs of any size there is its _from_logits form)"
        ),
    ])
    func `are refused with the first place where one arose`(document: String, error: String) {
        let response = client.post("/v1/gradient", document)
        #expect(response.status == .unprocessableContent)
        #expect(response.text.contains("urn:chainrule:problem:not-finite"))
        #expect(response.errors == [error])
    }

    /// Where one example's part is not finite, it is named; where all parts are, only their sum is not.
    @Test(arguments: [
        ("[[1], [1e200]]", "[[0], [-1e150]]", "layer 1, example 1, neuron 0, weight 0: ∂C/∂w is infinite"),
        ("[[1e154], [1e154]]", "[[-1e154], [-1e154]]", "layer 1, neuron 0, weight 0: ∂C/∂w is infinite"),
    ])
    func `of a sum over examples are told with the example`(inputs: String, targets: String, error: String) {
        let response = client.post(
            "/v1/gradient",
            """
            {"network": {"layers": [{"weights": [[0]], "biases": [0], "activation": "identity"}],
                         "cost": "half_squared_error"},
             "examples": {"inputs": \(inputs), "targets": \(targets)}, "return": ["gradient"], "reduction": "sum"}
            """)
        #expect(response.errors == ["/network/layers/0: \(error)"])
    }

    @Test(arguments: [
        (
            #""gaussian""#, "[[1], [-2]]",
            "of which the second half, the variances, are not below 0, and output 1 is -2.0"
        ),
        (
            #"{"name": "poisson", "log_input": false}"#, "[[-2]]",
            "not below 0 where `log_input` is false, and output 0 is -2.0"
        ),
    ])
    func `are told with what the cost wants of the outputs`(cost: String, weights: String, wish: String) {
        let biases = weights == "[[-2]]" ? "[0]" : "[0, 0]"
        let response = client.post(
            "/v1/cost",
            """
            {"network": {"layers": [{"weights": \(weights), "biases": \(biases), "activation": "identity"}], "cost": \(cost)},
             "examples": [{"input": [1], "target": [1]}]}
            """)
        #expect(
            response.errors
                == ["/network/cost: example 0: the cost is not a number; this cost takes outputs \(wish)"])
    }

    @Test func `are null or strings for who asks`() {
        let null = client.post(
            "/v1/cost",
            Self.document(
                "1e308", "identity", "squared_error", #", "non_finite": "null", "return": ["cost", "weighted_sums"]"#))
        #expect(
            null.text
                == #"{"cost":null,"layers":[{"weighted_sums":[[1.0],[10.0]]},{"weighted_sums":[[1e308],[null]]}]}"#)
        let string = client.post(
            "/v1/cost",
            Self.document(
                "-1e308", "identity", "squared_error", #", "non_finite": "string", "return": ["weighted_sums"]"#))
        #expect(
            string.text == #"{"layers":[{"weighted_sums":[[1.0],[10.0]]},{"weighted_sums":[[-1e308],["-Infinity"]]}]}"#)
    }

    @Test func `do not matter where they are not returned`() {
        let response = client.post(
            "/v1/gradient", Self.document("1e308", "sigmoid", "squared_error", #", "return": ["cost"]"#))
        #expect(response.text == #"{"cost":0.0}"#)
    }
}
