import Foundation
import HTTPWire
import Safetensors
import Testing

@Suite("Documents with tensors")
struct TensorTests {
    let client = Client()

    /// The network of `Documents.linear`, as its tensors.
    static func linear<S>(_: S.Type) -> Tensors<S> {
        Tensors([
            ("0.weight", [2, 2], [1, 2, 0, -1]), ("0.bias", [2], [0, 1]), ("1.weight", [1, 2], [1, 1]),
            ("1.bias", [1], [0]), ("inputs", [2, 2], [1, 0, 0, 1]), ("targets", [2, 1], [0, 1]),
        ])
    }

    static let layers =
        #"{"layers": [{"activation": "identity"}, {"activation": "identity"}], "cost": "squared_error"}"#
    static let state = #"{"network": \#(layers)}"#
    static let all = """
        , "return": ["cost", "example_costs", "weighted_sums", "activations", "gradient", "gradient_vector", \
        "example_gradients", "input_gradients", "activation_gradients", "weighted_sum_gradients"]
        """

    @Test func `a state dict and examples are a request as they stand, and gradients have its names`() {
        let response = client.post("/v1/gradient", Self.linear(Double.self).file(Self.state))
        #expect(response.status == .ok)
        #expect(response.header("Content-Type") == tensorType)
        #expect(response.header("Vary") == "Accept")
        #expect(
            response.document == """
                {"cost":2.5,"example_costs":{"tensor":"example_costs"},"layers":[\
                {"weighted_sums":{"tensor":"weighted_sums.1"},"activations":{"tensor":"activations.1"}},\
                {"weighted_sums":{"tensor":"weighted_sums.2"},"activations":{"tensor":"activations.2"}}],\
                "gradient":{"layers":[\
                {"weights":{"tensor":"gradient.0.weight"},"biases":{"tensor":"gradient.0.bias"}},\
                {"weights":{"tensor":"gradient.1.weight"},"biases":{"tensor":"gradient.1.bias"}}]}}
                """)
        #expect(response.numbers("gradient.0.weight") == [2.0, 1.0, 2.0, 1.0])
        #expect(response.file?["gradient.0.weight"]?.shape == [2, 2])
        #expect(response.file?["gradient.0.bias"]?.shape == [2])
        #expect(response.numbers("activations.1") == [1.0, 1.0, 2.0, 0.0])
        #expect(response.file?["example_costs"]?.shape == [2])
    }

    @Test func `nudges may be a tensor`() {
        func answer(_ nudges: String) -> Response {
            let document =
                #"{"network": \#(Self.layers), "parameter": {"layer": 1, "weight": [0, 0]}, "nudges": \#(nudges)}"#
            return client.post("/v1/nudge", Self.linear(Double.self).file(document), accept: nil)
        }
        #expect(answer(#"{"tensor": "0.bias"}"#).status == .ok)
        #expect(answer(#"{"tensor": "0.bias"}"#).body == answer("[0, 1]").body)
    }

    @Test func `the same network as JSON and as tensors gives the same bits`() {
        let json = Documents.linear(Self.all)
        let expected = client.post("/v1/gradient", json).text
        // Tensors in, JSON out.
        let tensors = Self.linear(Double.self).file(#"{"network": \#(Self.layers)\#(Self.all)}"#)
        #expect(client.post("/v1/gradient", tensors, accept: nil).text == expected)
        #expect(client.post("/v1/gradient", tensors, accept: nil).header("Content-Type") == "application/json")
        // JSON in, tensors out: everything there is to return.
        let response = client.post("/v1/gradient", Array(json.utf8), type: "application/json")
        #expect(response.numbers("gradient_vector") == [2.0, 1, 2, 1, 3, 3, 4, 2, 3])
        #expect(response.numbers("gradient.weights.1") == [2.0, 1, 2, 1])
        #expect(response.numbers("example_gradients.weights.1") == [4.0, 0, 4, 0, 0, 2, 0, 2])
        #expect(response.file?["example_gradients.weights.1"]?.shape == [2, 2, 2])
        #expect(response.numbers("example_gradients.biases.2") == [4.0, 2])
        #expect(response.file?["example_gradients.biases.2"]?.shape == [2, 1])
        #expect(response.numbers("input_gradients") == [4.0, 4, 2, 2])
        #expect(response.numbers("activation_gradients.1") == [4.0, 4, 2, 2])
        #expect(response.numbers("weighted_sum_gradients.2") == [4.0, 2])
    }

    @Test func `the precision is that of the tensors, and what is asked for must be it`() {
        let single = client.post("/v1/gradient", Self.linear(Float.self).file(Self.state))
        #expect(single.numbers("gradient.0.weight") == [2 as Float, 1, 2, 1])
        let asked = #"{"network": \#(Self.layers), "precision": "float32"}"#
        #expect(client.post("/v1/gradient", Self.linear(Float.self).file(asked)).body == single.body)
        let faults = client.post("/v1/cost", Self.linear(Double.self).file(asked)).errors
        #expect(faults.count == 6)
        #expect(
            faults.first
                == #"/network/layers/0: expected F32, as "precision" says, found the tensor "0.weight", F64 [2, 2]"#)
    }

    @Test func `references may stand for any array, beside others that are written out`() {
        let tensors = Tensors<Float>([("w", [1, 1], [2]), ("x", [1], [3]), ("unused", [5], [1, 2, 3, 4, 5])])
        let document = #"""
            {"network": {"layers": [
              {"weights": {"tensor": "w"}, "biases": [1], "activation": "identity"},
              {"weights": {"tensor": "w"}, "biases": [0], "activation": "identity"}], "cost": "half_squared_error"},
             "examples": [{"input": {"tensor": "x"}, "target": [12]}, {"input": [0], "target": {"tensor": "x"}}]}
            """#
        let response = client.post("/v1/gradient", tensors.file(document))
        #expect(response.numbers("example_costs") == [2 as Float, 0.5])
        // One tensor for two layers: the second gradient has a plain name.
        #expect(response.numbers("gradient.w") == [6 as Float])
        #expect(response.numbers("gradient.weights.2") == [6.5 as Float])
        #expect(response.document?.contains(#""weights":{"tensor":"gradient.weights.2"}"#) == true)
    }

    @Test func `activations need no targets`() {
        let tensors = Tensors<Double>([("4.weight", [1, 1], [2]), ("4.bias", [1], [1]), ("inputs", [2, 1], [3, 4])])
        let response = client.post(
            "/v1/activations", tensors.file(#"{"network": {"layers": [{"activation": "relu"}]}}"#))
        #expect(response.numbers("activations.1") == [7.0, 9.0])
    }

    @Test func `what is not finite is an error, or is what it is`() {
        func file(_ options: String) -> [UInt8] {
            Tensors<Double>([
                ("0.weight", [1, 1], [1e200]), ("0.bias", [1], [0]), ("inputs", [1, 1], [1]), ("targets", [1, 1], [0]),
            ])
            .file(#"{"network": {"layers": [{"activation": "identity"}], "cost": "squared_error"}\#(options)}"#)
        }
        let refused = client.post("/v1/cost", file(""))
        #expect(refused.errors == ["/network/cost: example 0: the cost is infinite"])
        let only = client.post("/v1/cost", file(#", "return": ["example_costs"]"#))
        #expect(only.status == .unprocessableContent)
        let taken = client.post("/v1/cost", file(#", "non_finite": "string""#))
        #expect(taken.document == #"{"cost":"Infinity","example_costs":{"tensor":"example_costs"}}"#)
        #expect(taken.numbers("example_costs") == [Double.infinity])
    }

    @Test func `a large state dict gives the same bits as the document`() throws {
        var seed: UInt32 = 1
        func made(_ count: Int) -> [Float] {
            (0..<count).map { _ in
                seed = seed &* 1_664_525 &+ 1_013_904_223
                return Float(Int32(bitPattern: seed) >> 8) / 16_777_216
            }
        }
        let (w, b, x, y) = (made(60 * 50), made(60), made(60 * 50), made(60 * 60))
        let tensors = Tensors<Float>([
            ("0.weight", [60, 50], w), ("0.bias", [60], b), ("inputs", [60, 50], x), ("targets", [60, 60], y),
        ])
        let network = #""layers": [{"activation": "tanh""#
        let rest = #"}], "cost": "squared_error"}, "precision": "float32""#
        let file = tensors.file(#"{"network": {\#(network)\#(rest)}"#)
        #expect(file.count > 32 * 1024)
        let document = #"""
            {"network": {\#(network), "weights": \#(Self.rows(w, 50)), "biases": \#(b)\#(rest),
             "examples": {"inputs": \#(Self.rows(x, 50)), "targets": \#(Self.rows(y, 60))}}
            """#
        let expected = client.post("/v1/gradient", document)
        #expect(expected.status == .ok)
        #expect(client.post("/v1/gradient", file, accept: nil).body == expected.body)
        let gradient = client.post("/v1/gradient", file).numbers("gradient.0.weight", as: Float.self)
        let json = client.post("/v1/gradient", Array(document.utf8), type: "application/json")
        #expect(gradient == json.numbers("gradient.weights.1", as: Float.self))
        #expect(gradient?.count == 3000)
    }

    static func rows(_ numbers: [Float], _ columns: Int) -> String {
        let rows = stride(from: 0, to: numbers.count, by: columns).map { "\(Array(numbers[$0..<$0 + columns]))" }
        return "[" + rows.joined(separator: ",") + "]"
    }
}
