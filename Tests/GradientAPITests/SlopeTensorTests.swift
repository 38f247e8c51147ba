import Safetensors
import Testing

/// State dicts of an `nn.Sequential` with `PReLU`s, which are modules with a `weight` of one dimension and no `bias`.
@Suite("Tensors of slopes")
struct SlopeTensorTests {
    let client = Client()

    /// Sequential(Linear(1, 2), PReLU(2), Linear(2, 1), PReLU()): the network of `SlopeTests`.
    static func state<S: TensorScalar>(
        _: S.Type, without name: String = "", and more: [(String, [Int], [S])] = []
    ) -> Tensors<S> {
        let all: [(name: String, shape: [Int], numbers: [S])] = [
            ("0.weight", [2, 1], [1, -1]), ("0.bias", [2], [0, -1]), ("1.weight", [2], [0.25, 0.5]),
            ("2.weight", [1, 2], [2, 1]), ("2.bias", [1], [-2]), ("3.weight", [1], [0.5]),
            ("inputs", [2, 1], [1, 2]), ("targets", [2, 1], [0.5, 1]),
        ]
        return Tensors(all.filter { $0.name != name } + more)
    }

    static func document(
        _ first: String = #"{"activation": "prelu"}"#, _ second: String = #"{"activation": "prelu"}"#,
        _ members: String = ""
    ) -> String {
        #"{"network": {"layers": [\#(first), \#(second)], "cost": "squared_error"}\#(members)}"#
    }

    func check<S: TensorScalar>(_: S.Type) {
        let asked = #", "return": ["gradient", "gradient_vector", "example_gradients"]"#
        let document = Self.document(#"{"activation": "prelu"}"#, #"{"activation": "prelu"}"#, asked)
        let response = client.post("/v1/gradient", Self.state(S.self).file(document))
        #expect(
            response.document == """
                {"gradient":{"layers":[{"weights":{"tensor":"gradient.0.weight"},"biases":{"tensor":"gradient.0.bias"},\
                "slopes":{"tensor":"gradient.1.weight"}},\
                {"weights":{"tensor":"gradient.2.weight"},"biases":{"tensor":"gradient.2.bias"},\
                "slopes":{"tensor":"gradient.3.weight"}}]},"gradient_vector":{"tensor":"gradient_vector"},\
                "example_gradients":{"layers":[{"weights":{"tensor":"example_gradients.0.weight"},\
                "biases":{"tensor":"example_gradients.0.bias"},"slopes":{"tensor":"example_gradients.1.weight"}},\
                {"weights":{"tensor":"example_gradients.2.weight"},"biases":{"tensor":"example_gradients.2.bias"},\
                "slopes":{"tensor":"example_gradients.3.weight"}}]}}
                """)
        #expect(response.numbers("gradient.1.weight", as: S.self) == [0, 2.5])
        #expect(response.numbers("gradient.3.weight", as: S.self) == [1])
        #expect(response.file?["gradient.1.weight"]?.shape == [2])
        #expect(response.numbers("example_gradients.1.weight", as: S.self) == [0, 2, 0, 3])
        #expect(response.file?["example_gradients.1.weight"]?.shape == [2, 2])
        #expect(response.numbers("example_gradients.3.weight", as: S.self) == [2, 0])
        #expect(response.file?["example_gradients.3.weight"]?.shape == [2, 1])
        #expect(response.numbers("gradient_vector", as: S.self) == [-3, -0.75, -2, -0.5, 0, 2.5, -1.5, 1.25, -1, 1])
    }

    @Test func `a state dict is a request as it stands, and gradients have its names`() {
        check(Double.self)
        check(Float.self)
    }

    @Test func `a document's own slopes count for those of the tensors`() {
        let named = #"{"activation": "prelu", "slopes": {"tensor": "1.weight"}}"#
        let written = #"{"activation": "prelu", "slopes": [0.5]}"#
        let response = client.post("/v1/gradient", Self.state(Double.self).file(Self.document(named, written)))
        #expect(response.numbers("gradient.1.weight") == [0, 2.5])
        #expect(response.numbers("gradient.slopes.2") == [1.0])
        // With none among the tensors, too.
        let without = client.post(
            "/v1/gradient", Self.state(Double.self, without: "3.weight").file(Self.document(named, written)))
        #expect(without.numbers("gradient.slopes.2") == [1.0])
    }

    @Test func `a weight beside a bias is no PReLU's`() {
        let tensors = Self.state(
            Double.self, without: "0.weight", and: [("0.weight", [2], [7, 7]), ("w", [2, 1], [1, -1])])
        let first = #"{"weights": {"tensor": "w"}, "activation": "prelu"}"#
        let response = client.post("/v1/gradient", tensors.file(Self.document(first)))
        #expect(response.numbers("gradient.1.weight") == [0, 2.5], "\(response.text)")
    }

    @Test func `the first tensor that is used may be of slopes`() {
        let layer = #"{"weights": [[1], [-1]], "biases": [0, -1], "activation": "prelu", "slopes": {"tensor": "s"}}"#
        let document = #"{"network": {"layers": [\#(layer)]}, "examples": [{"input": [1]}]}"#
        let response = client.post("/v1/activations", Tensors<Float>([("s", [1], [0.5])]).file(document), accept: nil)
        #expect(response.text.contains(#""activations":[[1.0,-1.0]]"#), "\(response.text)")
    }

    @Test(arguments: [
        (
            Self.state(Double.self), Self.document(#"{"activation": "relu"}"#),
            "/network/layers: expected 2 prelus, each before its slopes among the tensors (1, 3), found 1"
        ),
        (
            Self.state(Double.self, without: "1.weight"), Self.document(),
            "/network/layers/0: missing member \"slopes\": prelu has 1 number, or 2, one per neuron"
        ),
        (
            Self.state(Double.self, and: [("4.weight", [1], [1])]), Self.document(),
            "/network/layers: expected 3 prelus, each before its slopes among the tensors (1, 3, 4), found 2"
        ),
        (
            Self.state(Double.self, and: [("4.weight", [1, 1], [1])]), Self.document(),
            "/network/layers: expected 3 layers, one per number among the tensors (0, 2, 4), found 2"
        ),
        (  // with a bias it is no PReLU's
            Self.state(Double.self, without: "0.weight", and: [("0.weight", [2], [1, -1])]), Self.document(),
            "/network/layers/0: expected 2 dimensions, found the tensor \"0.weight\", F64 [2]"
        ),
        (
            Self.state(Double.self, without: "1.weight", and: [("1.weight", [3], [1, 2, 3])]), Self.document(),
            "/network/layers/0: expected 1 number, or 2, one per neuron, found 3"
        ),
        (
            Self.state(Double.self, without: "1.weight", and: [("1.weight", [2], [1, .infinity])]), Self.document(),
            "/network/layers/0: the tensor \"1.weight\" has [1] inf"
        ),
    ])
    func `what does not fit is pointed at`(tensors: Tensors<Double>, document: String, error: String) {
        #expect(client.post("/v1/gradient", tensors.file(document)).errors == [error])
    }
}
