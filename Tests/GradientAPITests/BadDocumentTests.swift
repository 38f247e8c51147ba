import HTTPWire
import Testing

@Suite("Wrong documents")
struct BadDocumentTests {
    let client = Client()

    static func document(
        _ layers: String, cost: String = #""squared_error""#, examples: String = #"[{"input": [1], "target": [1]}]"#
    ) -> String {
        #"{"network": {"layers": \#(layers), "cost": \#(cost)}, "examples": \#(examples)}"#
    }

    static func layer(_ weights: String, _ biases: String, _ activation: String = #""relu""#) -> String {
        #"{"weights": \#(weights), "biases": \#(biases), "activation": \#(activation)}"#
    }

    static let one = "[\(layer("[[1]]", "[0]"))]"
    static let activations =
        "identity, sigmoid, tanh, relu, relu6, leaky_relu, prelu, elu, selu, celu, gelu, silu, mish, softplus, squareplus, "
        + "softsign, log_sigmoid, tanhshrink, hardtanh, hardsigmoid, hardswish, softshrink, hardshrink, threshold, "
        + "softmax, log_softmax, softmin"

    @Test(arguments: [
        ("[]", ["/network/layers: expected at least one layer"]),
        ("5", ["/network/layers: expected an array of layers, found a number"]),
        ("[5]", ["/network/layers/0: expected an object, found a number"]),
        (
            "[\(layer("[[1, 2], [3]]", "[0, 0]"))]",
            ["/network/layers/0/weights/1: expected 2 numbers, as in the first row, found 1"]
        ),
        (
            "[\(layer("[[1]]", "[0, 0]"))]",
            ["/network/layers/0/biases: expected 1 number, one per row of weights, found 2"]
        ),
        (
            "[\(layer("[]", "[]"))]",
            ["/network/layers/0/weights: expected at least one neuron with at least one weight"]
        ),
        (
            "[\(layer("[]", "[]")), \(layer("[[1, 2, 3]]", "[0]"))]",
            ["/network/layers/0/weights: expected at least one neuron with at least one weight"]
        ),
        (
            "[\(layer("[[]]", "[0]"))]",
            ["/network/layers/0/weights/0: expected at least one number"]
        ),
        (
            "[\(layer("[[1], [2], [3]]", "[0, 0, 0]")), \(layer("[[1, 2]]", "[0]"))]",
            ["/network/layers/1/weights/0: expected 3 numbers, one per neuron of layer 1, found 2"]
        ),
        (
            "[\(layer("[[1]]", "[0]", #""swish""#))]",
            ["/network/layers/0/activation: unknown activation \"swish\"; did you mean \"silu\"? known: \(activations)"]
        ),
        (
            "[\(layer("[[1]]", "[0]", #"{"name": "relu", "slope": 1}"#))]",
            ["/network/layers/0/activation/slope: relu has no parameters"]
        ),
        (
            "[\(layer("[[1]]", "[0]", #""threshold""#))]",
            [
                "/network/layers/0/activation: threshold needs its parameter \"threshold\": "
                    + #"{"name": "threshold", "threshold": …, "value": …}"#
            ]
        ),
        (
            "[\(layer("[[1]]", "[0]", #"{"name": "threshold", "threshold": 1}"#))]",
            [
                "/network/layers/0/activation: threshold needs its parameter \"value\": "
                    + #"{"name": "threshold", "threshold": …, "value": …}"#
            ]
        ),
        ("[\(layer("[[1e400]]", "[0]"))]", ["/network/layers/0/weights/0/0: too large for a float64"]),
        (#"[{"weights": [[1]], "biases": [0]}]"#, ["/network/layers/0: missing member \"activation\""]),
        (
            #"[{"weights": [["1"]], "biases": null, "activation": 1}]"#,
            [
                "/network/layers/0/weights/0/0: expected a number, found a string",
                "/network/layers/0/biases: expected an array of numbers, found null",
                "/network/layers/0/activation: expected a string or an object, found a number",
            ]
        ),
    ])
    func `a layer at fault is pointed at`(layers: String, errors: [String]) {
        let response = client.post("/v1/gradient", Self.document(layers))
        #expect(response.status == .unprocessableContent)
        #expect(response.header("Content-Type") == "application/problem+json")
        #expect(response.errors == errors)
    }

    @Test(arguments: [
        ("[]", ["/examples: expected at least one example"]),
        ("7", ["/examples: expected an array of examples, or an object of columns, found a number"]),
        (
            #"[{"input": [1, 2], "target": [1]}]"#,
            ["/examples/0/input: expected 1 number, one per input of layer 1, found 2"]
        ),
        (
            #"[{"input": [1], "target": []}]"#,
            ["/examples/0/target: expected 1 number, one per neuron of the last layer, found 0"]
        ),
        (#"[{"input": [1]}]"#, ["/examples/0: missing member \"target\""]),
        (#"{"inputs": [], "targets": []}"#, ["/examples/inputs: expected at least one example"]),
        (#"{"inputs": [[1], [2]], "targets": [[1]]}"#, ["/examples/targets: expected 2 rows, one per input, found 1"]),
        (#"{"inputs": [[1]], "targets": [[1]], "inputs": [[1]]}"#, ["/examples/inputs: given twice"]),
        (
            #"{"inputs": [[1], [2, 3]], "targets": [[1], [1]]}"#,
            ["/examples/inputs/1: expected 1 number, one per input of layer 1, found 2"]
        ),
    ])
    func `an example at fault is pointed at`(examples: String, errors: [String]) {
        let response = client.post("/v1/gradient", Self.document(Self.one, examples: examples))
        #expect(response.status == .unprocessableContent)
        #expect(response.errors == errors)
    }

    @Test(arguments: [
        (#""return": []"#, "/return: expected at least one name"),
        (#""return": ["cost", "cost"]"#, "/return/1: named twice"),
        (
            #""precision": "float16""#,
            "/precision: unknown precision \"float16\"; did you mean \"float64\"? known: float64, float32"
        ),
        (#""reduction": "max""#, "/reduction: unknown reduction \"max\"; known: mean, sum, weighted_mean"),
        (#""non_finite": 1"#, "/non_finite: expected a string, found a number"),
        (#""lr": 0.1"#, "/lr: unknown member; known here: network, examples, precision, reduction, non_finite, return"),
        (#""network": {}"#, "/network: given twice"),
    ])
    func `an option at fault is pointed at`(option: String, error: String) {
        let response = client.post("/v1/gradient", Documents.linear(", " + option))
        #expect(response.status == .unprocessableContent)
        #expect(response.errors.contains(error))
    }

    @Test func `an unknown cost is told which are known`() {
        let response = client.post("/v1/gradient", Self.document(Self.one, cost: #""mse""#))
        let known =
            "squared_error, half_squared_error, mean_squared_error, absolute_error, huber, smooth_l1, log_cosh, "
            + "binary_cross_entropy, binary_cross_entropy_from_logits, cross_entropy, cross_entropy_from_logits, "
            + "negative_log_likelihood, kl_divergence, poisson, gaussian, hinge, squared_hinge, multi_margin, cosine"
        let meant = "did you mean \"mean_squared_error\"?"
        #expect(response.errors == ["/network/cost: unknown cost \"mse\"; \(meant) known: \(known)"])
    }

    @Test func `faults of all parts are told together, up to ten`() {
        let layers = "[" + Array(repeating: #"{"weights": [[]], "biases": {}}"#, count: 20).joined(separator: ",") + "]"
        #expect(client.post("/v1/gradient", Self.document(layers)).errors.count == 10)
        let two = client.post("/v1/gradient", #"{"network": {"layers": [], "cost": "x"}, "examples": []}"#)
        #expect(two.errors.count == 3)
    }

    @Test func `what is not JSON is 400`() {
        let response = client.post("/v1/gradient", #"{"network": NaN}"#)
        #expect(response.status == .badRequest)
        #expect(response.errors == ["/network: line 1, column 13: expected a value, found 'N'"])
    }

    @Test func `what is not a document is 422`() {
        #expect(client.post("/v1/gradient", "[]").errors == [": expected an object, found an array"])
        #expect(
            client.post("/v1/gradient", "{}").errors == [
                ": missing member \"network\"", ": missing member \"examples\"",
            ])
    }

    /// What one fault keeps from being worked out is not what keeps others from being told.
    @Test func `faults in every array are told at once`() {
        let response = client.post(
            "/v1/gradient",
            """
            {"network": {"layers": [{"weights": [["a"]], "biases": ["a"], "activation": "prelu", "slopes": ["a"]}],
                         "cost": "cross_entropy_from_logits", "class_weights": ["a"], "penalty": {"l2": -1}},
             "examples": {"inputs": [["a"]], "targets": [["a"]], "weights": ["a"]}}
            """)
        let pointers = response.errors.map { $0.prefix { $0 != ":" } }
        #expect(
            Set(pointers) == [
                "/network/layers/0/weights/0/0", "/network/layers/0/biases/0", "/network/layers/0/slopes/0",
                "/network/class_weights/0", "/network/penalty/l2", "/examples/inputs/0/0", "/examples/targets/0/0",
                "/examples/weights/0",
            ])
        #expect(pointers.count == 8)
    }
}
