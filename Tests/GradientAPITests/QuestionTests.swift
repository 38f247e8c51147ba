import Foundation
import GradientAPI
import HTTPWire
import Testing

@Suite("Explanations, nudges and verdicts")
struct QuestionTests {
    let client = Client()

    static let network = #"""
        "network": {"layers": [
          {"weights": [[1, 2], [3, -1]], "biases": [0, 1], "activation": "relu"},
          {"weights": [[1, 1], [0, 2], [-1, 1]], "biases": [0, 0, 0.5], "activation": "softmax"}],
          "cost": "cross_entropy"},
        "examples": {"inputs": [[1, 0.5], [-1, 2]], "targets": [[1, 0, 0], [0, 0, 1]]}
        """#

    func errors(_ path: String, _ members: String) -> [String] {
        client.post(path, "{\(Self.network), \(members)}").errors
    }

    @Test(arguments: [
        (#"{"layer": 3, "bias": 0}"#, "/parameters/0/layer: there is no such layer; they are numbered from 1 to 2"),
        (#"{"layer": 0, "bias": 0}"#, "/parameters/0/layer: there is no such layer; they are numbered from 1 to 2"),
        (
            #"{"layer": 1, "bias": 2}"#,
            "/parameters/0/bias: there is no neuron 2 in layer 1; they are counted from 0 to 1"
        ),
        (
            #"{"layer": 2, "weight": [3, 0]}"#,
            "/parameters/0/weight/0: there is no neuron 3 in layer 2; they are counted from 0 to 2"
        ),
        (
            #"{"layer": 2, "weight": [0, 2]}"#,
            "/parameters/0/weight/1: there is no neuron 2 in layer 1; they are counted from 0 to 1"
        ),
        (
            #"{"layer": 2, "weight": [0]}"#,
            "/parameters/0/weight: expected two numbers: the neuron of layer 2, and that of layer 1"
        ),
        (#"{"layer": 1}"#, #"/parameters/0: expected one of "weight", "bias", "slope" and "activation""#),
        (
            #"{"layer": 1, "bias": 0, "activation": 0}"#,
            #"/parameters/0: expected one of "weight", "bias", "slope" and "activation""#
        ),
        (#"{"layer": 1, "bias": -1}"#, "/parameters/0/bias: expected a whole number from 0 on"),
        (#"{"layer": 1, "bias": 1e300}"#, "/parameters/0/bias: expected a whole number from 0 on"),
        (#"{"layer": 1.5, "bias": 0}"#, "/parameters/0/layer: expected a whole number from 0 on"),
    ])
    func `a parameter that is not there is pointed at`(parameter: String, error: String) {
        #expect(errors("/v1/explanation", #""parameters": [\#(parameter)]"#) == [error])
    }

    @Test func `what else is wrong is pointed at`() {
        #expect(errors("/v1/explanation", #""parameters": []"#) == ["/parameters: expected at least one parameter"])
        #expect(
            errors("/v1/nudge", #""nudges": []"#)
                == [": missing member \"parameter\"", "/nudges: expected at least one number"])
        #expect(
            errors("/v1/nudge", #""parameter": {"layer": 1, "bias": 0}, "nudges": [1], "example": 0"#)
                == ["/example: only an activation is an example's own; a weight, a bias or a slope is the network's"])
        #expect(
            errors("/v1/nudge", #""parameter": {"layer": 0, "activation": 0}, "nudges": [1], "example": 2"#)
                == ["/example: there is no example 2; they are counted from 0 to 1"])
        #expect(
            errors("/v1/verification", #""gradient": [1]"#) == [
                "/gradient: expected 15 numbers, one per weight and bias, found 1"
            ])
        #expect(
            errors("/v1/verification", #""gradient": {"layers": []}"#) == [
                "/gradient/layers: expected 2 layers, as the network has, found 0"
            ])
        #expect(
            errors("/v1/verification", #""gradient": [1], "relative_tolerance": -1"#).last
                == "/relative_tolerance: expected a number from 0 on")
    }

    @Test func `unless they are named, all variables are explained, where they are not too many`() throws {
        let answer = client.post("/v1/explanation", "{\(Self.network)}")
        #expect(answer.text.components(separatedBy: "\"parameter\":").count - 1 == 15 + 5 + 2)
        let row = repeatElement("0.1", count: 40).joined(separator: ",")
        let rows = repeatElement("[\(row)]", count: 30).joined(separator: ",")
        let zeros = repeatElement("0", count: 30).joined(separator: ",")
        let large = #"""
            {"network": {"layers": [{"weights": [\#(rows)], "biases": [\#(zeros)], "activation": "tanh"}],
              "cost": "squared_error"}, "examples": [{"input": [\#(row)], "target": [\#(zeros)]}]}
            """#
        let refused = client.post("/v1/explanation", large)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.errors.first?.hasPrefix(": expected \"parameters\": the network has 1300 weights") == true)
    }

    @Test func `a claim may be one tensor`() throws {
        let document = #"""
            {"network": {"layers": [{"weights": [[2]], "biases": [0], "activation": "identity"},
              {"weights": [[1], [3]], "biases": [0, 0], "activation": "identity"}], "cost": "squared_error"},
             "examples": [{"input": [1], "target": [1, 4]}], "gradient": {"tensor": "g"}}
            """#
        func answer(_ claimed: [Double]) -> Response {
            let file = Tensors<Double>([("g", [claimed.count], claimed)]).file(document)
            return client.post("/v1/verification", file, accept: "application/json")
        }
        #expect(try answer([14, 14, 4, 8, 2, 4]).json["agrees"].isTrue)
        #expect(answer([14, 14]).errors == ["/gradient: expected 6 numbers, one per weight and bias, found 2"])
    }

    @Test func `what cannot be said is not said`() throws {
        let flat = #"""
            {"network": {"layers": [{"weights": [[0]], "biases": [0], "activation": "relu"}], "cost": "squared_error"},
             "examples": [{"input": [1], "target": [1]}], "gradient": [0, 0]}
            """#
        let kinked = try client.post("/v1/verification", flat).json
        #expect(kinked["agrees"].isTrue && kinked["numerical"]["parameters_at_kinks"].number == 2)
        #expect(kinked["numerical"]["largest_relative_error"].isNull)
        let zeros = #"""
            {"network": {"layers": [{"weights": [[3]], "biases": [1], "activation": "identity"}], "cost": "squared_error"},
             "examples": [{"input": [0.1], "target": [0.3]}], "gradient": [0, 0]}
            """#
        let verdict = try client.post("/v1/verification", zeros).json
        #expect(!verdict["agrees"].isTrue && verdict["diagnosis"].elements.isEmpty)
    }

    @Test func `too much is told with what there may be less of, and what is not finite with where it comes from`() {
        let few = Client(
            {
                var limits = EvaluationLimits(); limits.answerNumbers = 1000; return limits
            }())
        let nudges = repeatElement("1", count: 200).joined(separator: ",")
        let nudge = "{\(Self.network), \"parameter\": {\"layer\": 1, \"bias\": 0}, \"nudges\": "
        #expect(
            few.post("/v1/nudge", "\(nudge)[\(nudges)]}").errors
                == [
                    "/nudges: the answer would hold 4800 numbers; at most 1000. Ask for fewer `nudges`, or send fewer examples"
                ])
        #expect(
            client.post("/v1/nudge", "\(nudge)[1e308]}").errors
                == ["/nudges: what comes of it is not finite, though the network's own results are"])
    }

    /// Softmax is a function of its whole layer: ∂C/∂z is a sum over it, and every path a sum of its own.
    @Test func `a softmax has a row of derivatives, whose products add up`() throws {
        let response = client.post(
            "/v1/explanation",
            "{\(Self.network), \"parameters\": [{\"layer\": 2, \"weight\": [1, 0]}, {\"layer\": 1, \"activation\": 1}]}"
        )
        let answer = try response.json["explanations"]
        for k in 0..<2 {
            let example = answer[0]["examples"][k]
            let (slopes, costs) = (example["factors"][1]["values"].elements, example["factors"][2]["values"].elements)
            #expect(slopes.count == 3 && costs.count == 3)
            #expect(abs(slopes.reduce(0) { $0 + $1.number }) < 1e-15)  // the activations always add up to 1
            let sum = zip(slopes, costs).reduce(0) { $0 + $1.0.number * $1.1.number }
            #expect(abs(sum * example["factors"][0]["value"].number - example["value"].number) < 1e-14)
            let hidden = answer[1]["examples"][k]
            let paths = hidden["paths"].elements.map { $0["value"].number }
            #expect(abs(paths.reduce(0, +) - hidden["value"].number) < 1e-14)
            for path in hidden["paths"].elements {
                let slopes = path["activation_derivatives"].elements
                let products = zip(slopes, path["cost_derivatives"].elements).map { $0.number * $1.number }
                #expect(abs(products.reduce(0, +) * path["weight"].number - path["value"].number) < 1e-14)
            }
        }
    }

    /// Of a hidden activation, and of one example's input: what follows moves, and what is before stands still.
    @Test func `a nudge moves what follows it and nothing else`() throws {
        let hidden = try client.post(
            "/v1/nudge", "{\(Self.network), \"parameter\": {\"layer\": 1, \"activation\": 0}, \"nudges\": [0.5, 0]}"
        ).json["nudges"]
        let first = hidden[0]["layers"]
        #expect(first[0]["weighted_sum_changes"].elements.flatMap(\.elements).allSatisfy { $0.number == 0 })
        #expect(first[0]["activation_changes"].elements.map { $0.elements.map(\.number) } == [[0.5, 0], [0.5, 0]])
        #expect(first[1]["weighted_sum_changes"][0].elements.map(\.number) == [0.5, 0, -0.5])
        #expect(hidden[1]["cost_change"].number == 0 && hidden[1]["ratio"].isNull)
        let input = try client.post(
            "/v1/nudge",
            "{\(Self.network), \"parameter\": {\"layer\": 0, \"activation\": 0}, \"example\": 0, \"nudges\": [1e-6]}"
        ).json
        let sums = input["nudges"][0]["layers"][0]["weighted_sum_changes"]
        #expect(abs(sums[0][0].number - 1e-6) < 1e-15 && abs(sums[0][1].number - 3e-6) < 1e-15)
        #expect(sums[1].elements.allSatisfy { $0.number == 0 })
        #expect(abs(input["nudges"][0]["ratio"].number / input["derivative"].number - 1) < 1e-5)
    }

    @Test(arguments: ["float64", "float32"])
    func `one's own gradient agrees, in either form`(precision: String) throws {
        let options = "\(Self.network), \"precision\": \"\(precision)\""
        let gradient = client.post("/v1/gradient", "{\(options), \"return\": [\"gradient\"]}").text
            .dropFirst(#"{"gradient":"#.count).dropLast()
        let vector = client.post("/v1/gradient", "{\(options), \"return\": [\"gradient_vector\"]}").text
            .dropFirst(#"{"gradient_vector":"#.count).dropLast()
        for claimed in [gradient, vector] {
            let verdict = try client.post("/v1/verification", "{\(options), \"gradient\": \(claimed)}").json
            #expect(verdict["agrees"].isTrue && verdict["diagnosis"].elements.isEmpty)
            #expect(verdict["wrong_parameters"].number == 0 && verdict["parameters"].number == 15)
            #expect(verdict["numerical"]["largest_relative_error"].number < (precision == "float64" ? 1e-10 : 1e-6))
        }
    }
}
