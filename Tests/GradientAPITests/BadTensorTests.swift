import HTTPWire
import Testing

@Suite("Wrong tensors")
struct BadTensorTests {
    let client = Client()

    static let good: [(name: String, shape: [Int], numbers: [Double])] = [
        ("0.weight", [1, 2], [1, 2]), ("0.bias", [1], [1]), ("inputs", [1, 2], [1, 1]), ("targets", [1, 1], [1]),
    ]
    static let state = #"{"network": {"layers": [{"activation": "relu"}], "cost": "squared_error"}}"#

    /// The good ones, with one replaced, or left out, or one more.
    static func with(_ name: String, _ shape: [Int]?, _ numbers: [Double] = []) -> Tensors<Double> {
        Tensors(good.filter { $0.name != name } + (shape.map { [(name, $0, numbers)] } ?? []))
    }

    @Test(arguments: [
        (
            with("0.weight", [2], [1, 2]),
            #"/network/layers/0: expected 2 dimensions, found the tensor "0.weight", F64 [2]"#
        ),
        (
            with("0.bias", [1, 1], [1]),
            #"/network/layers/0: expected 1 dimension, found the tensor "0.bias", F64 [1, 1]"#
        ),
        (with("0.bias", [2], [1, 2]), "/network/layers/0: expected 1 number, one per row of weights, found 2"),
        (
            with("0.weight", [0, 2]),
            "/network/layers/0: expected at least one neuron with at least one weight"
        ),
        (
            with("inputs", [1, 3], [1, 2, 3]),
            #": expected 2 numbers a row, one per input of layer 1, found the tensor "inputs", F64 [1, 3]"#
        ),
        (with("inputs", [0, 2]), ": expected at least one example"),
        (with("targets", [2, 1], [1, 2]), ": expected 1 row, one per input, found 2"),
        (with("inputs", [1, 2], [1, .nan]), #": the tensor "inputs" has [0, 1] nan"#),
        (with("0.bias", [1], [-.infinity]), #"/network/layers/0: the tensor "0.bias" has [0] -inf"#),
        (with("0.bias", nil), #"/network/layers/0: missing member "biases", and there is no tensor "0.bias""#),
        (with("inputs", nil), #": missing member "examples", and there is no tensor "inputs""#),
        (with("targets", nil), #": missing member "examples", and there is no tensor "targets""#),
        (
            with("2.weight", [1, 1], [1]),
            "/network/layers: expected 2 layers, one per number among the tensors (0, 2), found 1"
        ),
    ])
    func `a tensor at fault is named, and where it is used`(tensors: Tensors<Double>, error: String) {
        let response = client.post("/v1/gradient", tensors.file(Self.state))
        #expect(response.status == .unprocessableContent)
        #expect(response.header("Content-Type") == "application/problem+json")
        #expect(response.errors.contains(error), "\(response.errors)")
    }

    /// Several threads copy a tensor of so many numbers.
    @Test(arguments: [[0], [99_999], [16_384, 16_383], [50_000, 90_000, 49_999]])
    func `of several faults in a long tensor the first is told`(places: [Int]) {
        var numbers = [Double](repeating: 1, count: 100_000)
        for place in places { numbers[place] = .infinity }
        let response = client.post("/v1/gradient", Self.with("inputs", [50_000, 2], numbers).file(Self.state))
        let first = places.min() ?? 0
        #expect(response.errors.first == #": the tensor "inputs" has [\#(first / 2), \#(first % 2)] inf"#)
    }

    /// A gradient whose last weight alone is beyond what a number can be.
    @Test func `a long result that is not finite is told of`() {
        let inputs = [Double](repeating: 0, count: 99_999) + [1e300]
        let tensors = Tensors<Double>([
            ("0.weight", [1, 100_000], [Double](repeating: 0, count: 100_000)), ("0.bias", [1], [1e100]),
            ("inputs", [1, 100_000], inputs), ("targets", [1, 1], [0]),
        ])
        let document =
            #"{"network": {"layers": [{"activation": "identity"}], "cost": "squared_error"}, "return": ["gradient"]}"#
        let response = client.post("/v1/gradient", tensors.file(document))
        #expect(response.status == .unprocessableContent)
        #expect(response.errors == ["/network/layers/0: layer 1, example 0, neuron 0, weight 99999: ∂C/∂w is infinite"])
    }

    @Test(arguments: [
        (#"{"tensor": "w"}"#, #"/network/layers/0/weights: there is no tensor "w""#),
        (#"{"tensor": 5}"#, "/network/layers/0/weights/tensor: expected a string, found a number"),
        (#"{"tensor": "0.weight", "row": 1}"#, "/network/layers/0/weights/row: unknown member; known here: tensor"),
        (#"{}"#, #"/network/layers/0/weights: missing member "tensor""#),
        (
            #"{"tensor": "0.bias"}"#,
            #"/network/layers/0/weights: expected 2 dimensions, found the tensor "0.bias", F64 [1]"#
        ),
        ("null", "/network/layers/0/weights: expected an array of arrays of numbers, found null"),
    ])
    func `a reference at fault is pointed at`(weights: String, error: String) {
        let document = #"""
            {"network": {"layers": [{"weights": \#(weights), "activation": "relu"}], "cost": "squared_error"}}
            """#
        #expect(client.post("/v1/gradient", Tensors(Self.good).file(document)).errors == [error])
    }

    @Test func `tensors that are not all of one precision are told of`() {
        func tensor(_ name: String, _ dtype: String, _ place: Range<Int>) -> String {
            #""\#(name)":{"dtype":"\#(dtype)","shape":[1,1],"data_offsets":[\#(place.lowerBound),\#(place.upperBound)]}"#
        }
        let layer = #"{"weights": {"tensor": "w"}, "biases": [1], "activation": "relu"}"#
        let document = #"{"network": {"layers": [\#(layer)], "cost": "squared_error"}}"#
        let header = """
            {"__metadata__":{"request":"\(document.replacing("\"", with: "\\\""))"},\(tensor("w", "F64", 0..<8)),\
            \(tensor("inputs", "I64", 8..<16)),\(tensor("targets", "F32", 16..<20))}
            """
        let length = header.utf8.count
        let size = [UInt8(length & 255), UInt8(length >> 8)] + [UInt8](repeating: 0, count: 6)
        let file = size + [UInt8](header.utf8) + [UInt8](repeating: 0, count: 20)
        let response = client.post("/v1/gradient", file)
        let wanted = #": expected F64, as is the first, "w", found the tensor"#
        #expect(response.errors == [#"\#(wanted) "inputs", I64 [1, 1]"#, #"\#(wanted) "targets", F32 [1, 1]"#])
    }

    @Test func `references mean nothing in JSON`() {
        let text =
            #"{"network": {"layers": [{"weights": {"tensor": "w"}, "biases": [1], "activation": "relu"}]}, "examples": [{"input": [1]}]}"#
        let error = "/network/layers/0/weights: expected an array of arrays of numbers, found an object"
        #expect(client.post("/v1/activations", text).errors == [error])
    }

    @Test func `what is no file is 400, with a place in the header`() {
        let response = client.post("/v1/gradient", Tensors(Self.good).file(Self.state) + [0])
        #expect(response.status == .badRequest)
        #expect(response.text.contains("urn:chainrule:problem:malformed-safetensors"))
        #expect(response.errors == [": 1 byte behind the last tensor"])
        #expect(client.post("/v1/gradient", []).status == .badRequest)
    }

    @Test func `every beginning of a request, and every change of a byte, is answered`() {
        let body = Tensors(Self.good).file(Self.state)
        for count in body.indices { #expect(client.post("/v1/gradient", Array(body[..<count])).status == .badRequest) }
        for place in body.indices {
            for value in [0, 0x20, 0x22, 0x2C, 0x30, 0x39, 0x5D, 0x7F, 0xFF] as [UInt8] {
                var changed = body
                changed[place] = value
                let status = client.post("/v1/gradient", changed).status
                #expect([.ok, .badRequest, .unprocessableContent].contains(status), "\(value) at \(place)")
            }
        }
    }

    @Test func `a document that is not there is 422, one that is not JSON 400`() {
        let missing = client.post("/v1/gradient", Tensors(Self.good).file(nil))
        #expect(missing.status == .unprocessableContent)
        #expect(missing.errors == [#": the file has no document: a text named "request" in its "__metadata__""#])
        let unreadable = client.post("/v1/gradient", Tensors(Self.good).file("{"))
        #expect(unreadable.status == .badRequest)
        #expect(unreadable.text.contains("malformed-json"))
        #expect(unreadable.text.contains(#"the text \"request\" in the file's \"__metadata__\" is not valid JSON"#))
    }
}
