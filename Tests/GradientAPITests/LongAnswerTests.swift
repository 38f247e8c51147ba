import HTTPWire
import Safetensors
import Testing

/// Long answers are written in pieces; short ones, which are not, say what should be in them.
@Suite("Long answers")
struct LongAnswerTests {
    let client = Client()

    /// One layer of many neurons with one input each, so that every number comes of one product whatever the batch.
    static func document(neurons: Int, inputs: [Double], _ options: String, first: String = "0.1") -> String {
        let weights = [first] + (1..<neurons).map { "\(Double($0) / 7 - 100)" }
        let biases = (0..<neurons).map { "\(Double($0) / 3)" }
        let rows = inputs.map { "[\($0)]" }.joined(separator: ",")
        let target = "[" + repeatElement("0.5", count: neurons).joined(separator: ",") + "]"
        let targets = repeatElement(target, count: inputs.count).joined(separator: ",")
        return #"""
            {"network": {"layers": [{"weights": [[\#(weights.joined(separator: "],["))]],
              "biases": [\#(biases.joined(separator: ","))], "activation": "tanh"}], "cost": "squared_error"},
             "examples": {"inputs": [\#(rows)], "targets": [\#(targets)]}, \#(options)}
            """#
    }

    @Test func `rows of examples are those of short answers`() {
        let inputs = (0..<120).map { Double($0) / 11 - 5 }
        func text(_ inputs: ArraySlice<Double>, _ part: String) -> (text: Substring, isInPieces: Bool) {
            let options = #""return": ["weighted_sums", "activations"]"#
            let document = Self.document(neurons: 600, inputs: Array(inputs), options)
            let response = client.post("/v1/gradient", document)
            let text = response.joined().text
            guard let start = text.firstRange(of: "\"\(part)\":[["),
                let end = text[start.upperBound...].firstRange(of: "]]")
            else { return ("", false) }
            return (text[start.upperBound..<end.lowerBound], response.pieces != nil)
        }
        for part in ["weighted_sums", "activations"] {
            let long = text(inputs[...], part)
            let short = (0..<4).map { text(inputs[$0 * 30..<$0 * 30 + 30], part) }
            #expect(long.isInPieces && !short.contains(where: \.isInPieces))
            let isSame = long.text == short.map(\.text).joined(separator: "],[")
            #expect(isSame)
        }
    }

    @Test(arguments: ["float64", "float32"])
    func `parts are those of short answers, one after another`(precision: String) {
        func answer(_ outputs: String) -> Response {
            let options = "\"precision\": \"\(precision)\", \"return\": [\(outputs)]"
            return client.post("/v1/gradient", Self.document(neurons: 20_000, inputs: [0.01], options))
        }
        let (cost, gradient, vector) = (answer("\"cost\""), answer("\"gradient\""), answer("\"gradient_vector\""))
        let long = answer("\"cost\", \"gradient\", \"gradient_vector\"")
        #expect(gradient.pieces == nil && vector.pieces == nil && long.pieces != nil)
        let expected = cost.text.dropLast() + "," + gradient.text.dropFirst().dropLast() + "," + vector.text.dropFirst()
        let isSame = long.joined().text == expected
        #expect(isSame)
        #expect(long.joined().body.count <= long.pieces?.bytes.all ?? 0)
    }

    @Test func `what is not finite is found before the first piece is written`() {
        func answer(_ options: String) -> Response {
            client.post("/v1/gradient", Self.document(neurons: 40_000, inputs: [1e200], options, first: "1e200"))
        }
        let refused = answer(#""return": ["weighted_sums", "activations"]"#)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.errors == ["/network/layers/0: layer 1, example 0, neuron 0: the weighted sum is infinite"])
        let null = answer(#""return": ["weighted_sums", "activations"], "non_finite": "null""#)
        #expect(null.pieces != nil)
        #expect(null.joined().text.hasPrefix(#"{"layers":[{"weighted_sums":[[null,-9"#))
        #expect(null.joined().text.contains(#""activations":[[1.0,"#))
    }

    @Test(arguments: ["float64", "float32"])
    func `tensors in pieces are the numbers of short answers`(precision: String) throws {
        func answer(_ outputs: String, accept: String) -> Response {
            let options = "\"precision\": \"\(precision)\", \"return\": [\(outputs)]"
            let document = Self.document(neurons: 20_000, inputs: [0.01], options)
            return client.post("/v1/gradient", Array(document.utf8), type: "application/json", accept: accept)
        }
        let outputs = #""gradient", "gradient_vector""#
        let long = answer(outputs, accept: tensorType)
        let short = answer(#""gradient_vector""#, accept: "application/json")
        #expect(long.pieces?.length == long.joined().body.count && short.pieces == nil)
        let numbers = short.text.dropFirst(#"{"gradient_vector":["#.utf8.count).dropLast(2).split(separator: ",")
        func check<S: TensorScalar & LosslessStringConvertible>(as: S.Type) throws {
            let expected = numbers.compactMap { S(String($0)) }
            let vector = try #require(long.joined().numbers("gradient_vector", as: S.self))
            let weights = try #require(long.joined().numbers("gradient.weights.1", as: S.self))
            let biases = try #require(long.joined().numbers("gradient.biases.1", as: S.self))
            #expect(expected.count == 40_000 && vector == expected && weights + biases == expected)
        }
        if precision == "float64" { try check(as: Double.self) } else { try check(as: Float.self) }
    }

    @Test func `gradients of single examples come in one`() {
        let options = #""return": ["example_gradients"]"#
        let response = client.post("/v1/gradient", Self.document(neurons: 20_000, inputs: [0.1, 0.2], options))
        #expect(response.status == .ok && response.pieces == nil)
    }
}
