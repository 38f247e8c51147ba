import Foundation
import GradientAPI
import HTTPWire
import Testing

@Suite("Documents with slopes")
struct SlopeTests {
    let client = Client()

    /// As `PReLUTests` in the engine's tests works it out.
    static let layers = """
        {"weights": [[1], [-1]], "biases": [0, -1], "activation": "prelu", "slopes": [0.25, 0.5]}, \
        {"weights": [[2, 1]], "biases": [-2], "activation": "prelu", "slopes": [0.5]}
        """
    static let examples = #""examples": [{"input": [1], "target": [0.5]}, {"input": [2], "target": [1]}]"#

    static func document(_ layers: String = layers, _ members: String = "") -> String {
        #"{"network": {"layers": [\#(layers)], "cost": "squared_error"}, \#(examples)\#(members)}"#
    }

    @Test func `are answered after weights and biases, in every gradient`() {
        let gradient = """
            {"layers":[{"weights":[[-3.0],[-0.75]],"biases":[-2.0,-0.5],"slopes":[0.0,2.5]},\
            {"weights":[[-1.5,1.25]],"biases":[-1.0],"slopes":[1.0]}]}
            """
        let first = """
            {"layers":[{"weights":[[-2.0],[-0.5]],"biases":[-2.0,-0.5],"slopes":[0.0,2.0]},\
            {"weights":[[-1.0,1.0]],"biases":[-1.0],"slopes":[2.0]}]}
            """
        let second = """
            {"layers":[{"weights":[[-4.0],[-1.0]],"biases":[-2.0,-0.5],"slopes":[0.0,3.0]},\
            {"weights":[[-2.0,1.5]],"biases":[-1.0],"slopes":[0.0]}]}
            """
        for precision in ["float64", "float32"] {
            let members =
                #", "return": ["gradient", "gradient_vector", "example_gradients"], "precision": "\#(precision)""#
            #expect(
                client.post("/v1/gradient", Self.document(Self.layers, members)).text == """
                    {"gradient":\(gradient),"gradient_vector":[-3.0,-0.75,-2.0,-0.5,0.0,2.5,-1.5,1.25,-1.0,1.0],\
                    "example_gradients":[\(first),\(second)]}
                    """)
        }
    }

    @Test(arguments: [
        ("[1, 2]", #""relu""#, "/network/layers/0/slopes: relu has no slopes; prelu has"),
        ("[1, 2, 3]", #""prelu""#, "/network/layers/0/slopes: expected 1 number, or 2, one per neuron, found 3"),
        ("[[1, 2]]", #""prelu""#, "/network/layers/0/slopes/0: expected a number, found an array"),
        ("[]", #""prelu""#, "/network/layers/0/slopes: expected 1 number, or 2, one per neuron, found 0"),
        ("0.25", #""prelu""#, "/network/layers/0/slopes: expected an array of numbers, found a number"),
        (
            "[1, 2]", #"{"name": "prelu", "slopes": [1, 2]}"#,
            "/network/layers/0/activation/slopes: prelu has no parameters of its own; \"slopes\" are the layer's"
        ),
    ])
    func `what is wrong with them is pointed at`(slopes: String, activation: String, error: String) {
        let layer = #"{"weights": [[1], [-1]], "biases": [0, -1], "activation": \#(activation), "slopes": \#(slopes)}"#
        let response = client.post("/v1/gradient", Self.document(layer).replacing("[0.5]", with: "[0.5, 1]"))
        #expect(response.status == .unprocessableContent && response.errors.contains(error), "\(response.text)")
    }

    @Test func `must be there where they are wanted, and fit as many neurons as there are`() {
        func errors(_ layer: String) -> [String] { client.post("/v1/activations", Self.document(layer)).errors }
        #expect(
            errors(#"{"weights": [[1], [2]], "biases": [0, 0], "activation": "prelu"}"#) == [
                "/network/layers/0: missing member \"slopes\": prelu has 1 number, or 2, one per neuron"
            ])
        #expect(
            errors(#"{"weights": [[1]], "biases": [0], "activation": "prelu", "slopes": [1, 2]}"#) == [
                "/network/layers/0/slopes: expected 1 number, found 2"
            ])
        // Two faults at once.
        #expect(
            errors(#"{"weights": [[1], [2]], "biases": [0], "activation": "prelu", "slopes": [1, 2, 3]}"#) == [
                "/network/layers/0/biases: expected 2 numbers, one per row of weights, found 1",
                "/network/layers/0/slopes: expected 1 number, or 2, one per neuron, found 3",
            ])
    }

    // MARK: Questions

    @Test func `are explained by two factors, and where neurons share one by two rows`() throws {
        let members = #", "parameters": [{"layer": 1, "slope": 1}, {"layer": 2, "slope": 0}]"#
        let shared = Self.layers.replacing("[0.25, 0.5]", with: "[0.5]")
        let own = try client.post("/v1/explanation", Self.document(Self.layers, members)).json["explanations"]
        #expect(own[0]["symbol"].text == "∂C/∂s⁽¹⁾₁" && own[0]["value"].number == 2.5)
        #expect(own[0]["examples"][1]["value"].number == 3)
        let factors = own[0]["examples"][1]["factors"]
        #expect(factors.elements.map { $0["symbol"].text } == ["∂a/∂s", "∂C/∂a"])
        #expect(factors.elements.map { $0["value"].number } == [-3, -1])
        #expect(factors[0]["latex"].text.hasSuffix("= \\min(z^{(1)}_{1}, 0)"))
        let all = try client.post(
            "/v1/explanation", Self.document(shared, #", "parameters": [{"layer": 1, "slope": 0}]"#)
        ).json["explanations"][0]
        let rows = all["examples"][0]["factors"]
        #expect(rows[0]["values"].elements.map(\.number) == [0, -2])
        #expect(rows[1]["values"].elements.map(\.number) == [-2, -1])
        #expect(all["examples"][0]["value"].number == 2 && all["value"].number == 2.5)
        // Without a list, all are explained.
        let every = try client.post("/v1/explanation", Self.document()).json["explanations"].elements
        #expect(every.filter { $0["parameter"]["slope"].number >= 0 }.count == 3)
    }

    @Test func `can be nudged`() throws {
        let members = #", "parameter": {"layer": 1, "slope": 1}, "nudges": [0.25]"#
        let answer = try client.post("/v1/nudge", Self.document(Self.layers, members)).json
        #expect(answer["derivative"].number == 2.5)
        let layers = answer["nudges"][0]["layers"]
        #expect(layers[0]["weighted_sum_changes"].elements.flatMap(\.elements).map(\.number) == [0, 0, 0, 0])
        #expect(layers[0]["activation_changes"].elements.flatMap(\.elements).map(\.number) == [0, -0.5, 0, -0.75])
        #expect(layers[1]["weighted_sum_changes"].elements.flatMap(\.elements).map(\.number) == [-0.5, -0.75])
    }

    @Test(arguments: [
        (#"{"layer": 1, "slope": 2}"#, "/slope: there is no slope 2 in layer 1, which counts them from 0 to 1"),
        (#"{"layer": 2, "slope": 1}"#, "/slope: there is no slope 1 in layer 2, which counts them from 0 to 0"),
        (#"{"layer": 3, "slope": 0}"#, "/slope: there is no slope 0 in layer 3, which has none"),
        (#"{"layer": 0, "slope": 0}"#, "/layer: there is no such layer; they are numbered from 1 to 3"),
        (
            #"{"layer": 1, "slope": 0, "bias": 0}"#,
            ": expected one of \"weight\", \"bias\", \"slope\" and \"activation\""
        ),
    ])
    func `that are not there are pointed at`(parameter: String, error: String) {
        let layers = Self.layers + #", {"weights": [[1]], "biases": [0], "activation": "tanh"}"#
        let members = #", "parameters": [\#(parameter)]"#
        #expect(client.post("/v1/explanation", Self.document(layers, members)).errors == ["/parameters/0\(error)"])
    }

    @Test func `are listed as numbers of the layer`() throws {
        let list = try client.send(Request(.get, "/v1/functions", contentType: nil, body: [])).json["activations"]
            .elements
        let prelu = try #require(list.first { $0["name"].text == "prelu" })
        #expect(prelu["kinks"].elements.isEmpty && prelu["elementwise"].isTrue)
        #expect(prelu["parameters"].elements.map { $0["of"].text } == ["layer"])
        #expect(list.filter { $0["parameters"].elements.contains { $0["of"].text == "layer" } }.count == 1)
    }

    @Test func `that make a gradient too large are named`() {
        let layer = #"{"weights": [[-1e200]], "biases": [0], "activation": "prelu", "slopes": [1e-200]}"#
        let text = #"{"network": {"layers": [\#(layer)], "cost": {"name": "absolute_error"}}, "examples": "#
        let small = client.post("/v1/gradient", text + #"[{"input": [1e100], "target": [-1e308]}]}"#)
        #expect(small.status == .ok, "\(small.text)")
        let sum = client.post(
            "/v1/gradient",
            text.replacing("-1e200", with: "-1e308")
                + #"{"inputs": [[1], [1]], "targets": [[5], [5]]}, "reduction": "sum"}"#)
        #expect(sum.errors == ["/network/layers/0: layer 1, slope 0: ∂C/∂s is infinite"])
    }
}
