import HTTPWire
import Testing

@Suite("POST /v1/gradient")
struct GradientTests {
    let client = Client()

    @Test func `the lesson's chain, every digit`() {
        let response = client.post("/v1/gradient", Documents.chain)
        #expect(response.status == .ok)
        #expect(response.header("Content-Type") == "application/json")
        #expect(
            response.text == """
                {"cost":0.18083700434435465,"example_costs":[0.18083700434435465],"layers":[\
                {"weighted_sums":[[0.6]],"activations":[[0.6456563062257954]]},\
                {"weighted_sums":[[0.006303108132261398]],"activations":[[0.5015757718160597]]},\
                {"weighted_sums":[[0.3012606174528478]],"activations":[[0.574750656268167]]}],\
                "gradient":{"layers":[{"weights":[[0.0028534470484115285]],"biases":[0.0028534470484115285]},\
                {"weights":[[-0.026842555204136608]],"biases":[-0.041574061842663046]},\
                {"weights":[[-0.10426374635253585]],"biases":[-0.20787237384897442]}]}}
                """)
    }

    /// z¹ = (1, 1), (2, 0); a² = 2, 2; C = 4, 1; δ² = 4, 2; ∂C/∂a¹ = (4, 4), (2, 2); ∂C/∂x = (4, 4), (2, 2).
    @Test func `everything there is to return, worked by hand`() {
        let all = """
            , "return": ["cost", "example_costs", "weighted_sums", "activations", "gradient", "gradient_vector", \
            "example_gradients", "input_gradients", "activation_gradients", "weighted_sum_gradients"]
            """
        #expect(
            client.post("/v1/gradient", Documents.linear(all)).text == """
                {"cost":2.5,"example_costs":[4.0,1.0],"layers":[\
                {"weighted_sums":[[1.0,1.0],[2.0,0.0]],"activations":[[1.0,1.0],[2.0,0.0]],\
                "weighted_sum_gradients":[[4.0,4.0],[2.0,2.0]],"activation_gradients":[[4.0,4.0],[2.0,2.0]]},\
                {"weighted_sums":[[2.0],[2.0]],"activations":[[2.0],[2.0]],\
                "weighted_sum_gradients":[[4.0],[2.0]],"activation_gradients":[[4.0],[2.0]]}],\
                "gradient":{"layers":[{"weights":[[2.0,1.0],[2.0,1.0]],"biases":[3.0,3.0]},\
                {"weights":[[4.0,2.0]],"biases":[3.0]}]},\
                "gradient_vector":[2.0,1.0,2.0,1.0,3.0,3.0,4.0,2.0,3.0],\
                "example_gradients":[\
                {"layers":[{"weights":[[4.0,0.0],[4.0,0.0]],"biases":[4.0,4.0]},{"weights":[[4.0,4.0]],"biases":[4.0]}]},\
                {"layers":[{"weights":[[0.0,2.0],[0.0,2.0]],"biases":[2.0,2.0]},{"weights":[[4.0,0.0]],"biases":[2.0]}]}],\
                "input_gradients":[[4.0,4.0],[2.0,2.0]]}
                """)
    }

    @Test func `examples in a list and in columns answer the same`() {
        let list = #"[{"input": [1, 0], "target": [0]}, {"target": [1], "input": [0, 1]}]"#
        #expect(
            client.post("/v1/gradient", Documents.linear(examples: list)).text
                == client.post("/v1/gradient", Documents.linear()).text)
    }

    @Test func `a sum over examples instead of a mean`() {
        let options = #", "reduction": "sum", "return": ["cost", "gradient_vector"]"#
        let text = client.post("/v1/gradient", Documents.linear(options)).text
        #expect(text == #"{"cost":5.0,"gradient_vector":[4.0,2.0,4.0,2.0,6.0,6.0,8.0,4.0,6.0]}"#)
    }

    @Test func `float32 answers with float32's digits`() {
        let text = Documents.chain.replacing(
            "\"examples\"", with: #""precision": "float32", "return": ["cost"], "examples""#)
        #expect(client.post("/v1/gradient", text).text == #"{"cost":0.180837}"#)
    }

    @Test func `names may be objects, members may come in any order`() {
        let text = #"""
            {"return": ["cost"], "examples": {"targets": [[1]], "inputs": [[1]]}, "precision": "float64",
             "network": {"cost": {"name": "half_squared_error"},
              "layers": [{"activation": {"name": "identity"}, "biases": [1], "weights": [[2]]}]}}
            """#
        #expect(client.post("/v1/gradient", text).text == #"{"cost":2.0}"#)
    }

    @Test func `the same request gives the same bytes, however large`() {
        let rows = (0..<40).map { i in
            "[" + (0..<300).map { "\(Double(($0 * 7 + i * 13) % 101) / 64 - 0.75)" }.joined(separator: ",") + "]"
        }
        let matrix = "[" + rows.joined(separator: ",") + "]"
        let zeros = "[" + Array(repeating: "0.5", count: 40).joined(separator: ",") + "]"
        let text = """
            {"network": {"layers": [{"weights": \(matrix), "biases": \(zeros), "activation": "softmax"}],
             "cost": "cross_entropy"}, "examples": {"inputs": \(matrix), "targets": [\(
                Array(repeating: zeros, count: 40).joined(separator: ","))]}}
            """
        let first = client.post("/v1/gradient", text)
        #expect(first.status == .ok)
        for _ in 0..<3 { #expect(client.post("/v1/gradient", text).body == first.body) }
    }
}
