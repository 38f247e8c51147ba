import Foundation
import HTTPWire
import Testing

/// The lesson "Backpropagation calculus", step by step, as the service answers it. What is expected is worked out here, in
/// the lesson's own formulas.
@Suite("The lesson, step by step")
struct LessonTests {
    let client = Client()

    // The chain: a⁰ → a¹ → a² → a³ → C, one neuron a layer.
    static let (w, b) = ([0.5, -0.3, 0.8], [0.1, 0.2, -0.1])
    static let (input, y) = (1.0, 1.0)
    static func σ(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
    static func slope(_ z: Double) -> Double { σ(z) * (1 - σ(z)) }
    static let z1 = w[0] * input + b[0]
    static let z2 = w[1] * σ(z1) + b[1]
    static let z3 = w[2] * σ(z2) + b[2]
    static let a3 = σ(z3)

    static let chain = #"""
        "network": {"layers": [
          {"weights": [[0.5]], "biases": [0.1], "activation": "sigmoid"},
          {"weights": [[-0.3]], "biases": [0.2], "activation": "sigmoid"},
          {"weights": [[0.8]], "biases": [-0.1], "activation": "sigmoid"}], "cost": "squared_error"},
        "examples": [{"input": [1.0], "target": [1.0]}]
        """#

    /// Two neurons, then two: every aₖ reaches the cost along two paths.
    static let wide = #"""
        "network": {"layers": [
          {"weights": [[0.4, -0.6], [0.7, 0.2]], "biases": [0.1, -0.3], "activation": "sigmoid"},
          {"weights": [[1.1, -0.5], [0.3, 0.9]], "biases": [0.2, -0.4], "activation": "sigmoid"}],
          "cost": "squared_error"},
        "examples": {"inputs": [[0.5, -1], [1.5, 2]], "targets": [[1, 0], [0, 1]]}
        """#
    static let wide1 = ([[0.4, -0.6], [0.7, 0.2]], [0.1, -0.3])
    static let wide2 = ([[1.1, -0.5], [0.3, 0.9]], [0.2, -0.4])
    static let inputs = [[0.5, -1.0], [1.5, 2.0]]
    static let targets = [[1.0, 0.0], [0.0, 1.0]]

    static func sums(_ layer: ([[Double]], [Double]), _ a: [Double]) -> [Double] {
        zip(layer.0, layer.1).map { row, bias in zip(row, a).reduce(bias) { $0 + $1.0 * $1.1 } }
    }

    func answer(_ path: String, _ members: String) throws -> JSONValue {
        let response = client.post(path, "{\(members)}")
        #expect(response.status == .ok, "\(response.text)")
        return try response.json
    }

    func explanation(_ parameter: String, of members: String = chain) throws -> JSONValue {
        try answer("/v1/explanation", members + #", "parameters": [\#(parameter)]"#)["explanations"][0]
    }

    static func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-14 * max(1, abs(b)) }

    @Test func `step 1: the cost of one example is the square of the last activation less its target`() throws {
        let answer = try answer("/v1/cost", Self.chain)
        #expect(Self.isClose(answer["cost"].number, (Self.a3 - Self.y) * (Self.a3 - Self.y)))
    }

    @Test func `step 2: a weighted sum is a weight times the activation before, and a bias`() throws {
        let layers = try answer("/v1/activations", Self.chain)["layers"]
        #expect(Self.isClose(layers[0]["weighted_sums"][0][0].number, Self.z1))
        #expect(Self.isClose(layers[1]["weighted_sums"][0][0].number, Self.z2))
        #expect(Self.isClose(layers[2]["weighted_sums"][0][0].number, Self.z3))
    }

    @Test func `step 3: an activation is σ of its weighted sum`() throws {
        let layers = try answer("/v1/activations", Self.chain)["layers"]
        #expect(Self.isClose(layers[2]["activations"][0][0].number, Self.a3))
    }

    @Test func `step 4: a nudge to w moves z, which moves a, which moves C`() throws {
        let answer = try answer(
            "/v1/nudge", Self.chain + #", "parameter": {"layer": 3, "weight": [0, 0]}, "nudges": [0.01]"#)
        let nudge = answer["nudges"][0]
        let moved = Self.z3 + 0.01 * Self.σ(Self.z2)
        #expect(Self.isClose(nudge["layers"][2]["weighted_sum_changes"][0][0].number, 0.01 * Self.σ(Self.z2)))
        #expect(Self.isClose(nudge["layers"][2]["activation_changes"][0][0].number, Self.σ(moved) - Self.a3))
        let change = pow(Self.σ(moved) - Self.y, 2) - pow(Self.a3 - Self.y, 2)
        #expect(Self.isClose(nudge["cost_change"].number, change))
        #expect(nudge["layers"][1]["activation_changes"][0][0].number == 0)
    }

    @Test func `step 5: the ratio of the changes comes to the derivative, until rounding takes over`() throws {
        let nudges = (1...14).map { "1e-\($0)" }.joined(separator: ",")
        let answer = try answer(
            "/v1/nudge", Self.chain + #", "parameter": {"layer": 3, "weight": [0, 0]}, "nudges": [\#(nudges)]"#)
        let derivative = answer["derivative"].number
        let errors = answer["nudges"].elements.map { abs($0["ratio"].number / derivative - 1) }
        #expect(Self.isClose(derivative, -0.10426374635253585))
        for i in 0..<5 { #expect(errors[i + 1] < errors[i] / 5) }
        #expect(errors[13] > errors[6])
    }

    @Test func `step 6: the chain rule is a product of three ratios`() throws {
        let example = try explanation(#"{"layer": 3, "weight": [0, 0]}"#)["examples"][0]
        let factors = example["factors"].elements
        #expect(factors.map { $0["symbol"].text } == ["∂z/∂w", "∂a/∂z", "∂C/∂a"])
        #expect(Self.isClose(factors.reduce(1) { $0 * $1["value"].number }, example["value"].number))
    }

    @Test func `step 7: ∂C∕∂a is 2(a − y)`() throws {
        let factor = try explanation(#"{"layer": 3, "weight": [0, 0]}"#)["examples"][0]["factors"][2]
        #expect(Self.isClose(factor["value"].number, 2 * (Self.a3 - Self.y)))
        #expect(factor["latex"].text == #"\frac{\partial C_{0}}{\partial a^{(3)}_{0}} = 2(a^{(3)}_{0} - y_{0})"#)
    }

    @Test func `step 8: ∂a∕∂z is σ′(z)`() throws {
        let factor = try explanation(#"{"layer": 3, "weight": [0, 0]}"#)["examples"][0]["factors"][1]
        #expect(Self.isClose(factor["value"].number, Self.slope(Self.z3)))
        #expect(factor["latex"].text == #"\frac{\partial a^{(3)}_{0}}{\partial z^{(3)}_{0}} = \sigma'(z^{(3)}_{0})"#)
    }

    @Test func `step 9: ∂z∕∂w is the activation before`() throws {
        let factor = try explanation(#"{"layer": 3, "weight": [0, 0]}"#)["examples"][0]["factors"][0]
        #expect(Self.isClose(factor["value"].number, Self.σ(Self.z2)))
        #expect(factor["latex"].text == #"\frac{\partial z^{(3)}_{0}}{\partial w^{(3)}_{0,0}} = a^{(2)}_{0}"#)
    }

    @Test func `step 10: over all examples the derivative is the mean`() throws {
        let explanation = try explanation(#"{"layer": 2, "weight": [1, 0]}"#, of: Self.wide)
        let examples = explanation["examples"].elements.map { $0["value"].number }
        #expect(examples.count == 2)
        #expect(Self.isClose(explanation["value"].number, (examples[0] + examples[1]) / 2))
    }

    @Test func `step 11: for a bias the first factor is 1`() throws {
        let explanation = try explanation(#"{"layer": 3, "bias": 0}"#)
        let factors = explanation["examples"][0]["factors"]
        #expect(factors[0]["symbol"].text == "∂z/∂b")
        #expect(factors[0]["value"].number == 1)
        #expect(Self.isClose(explanation["value"].number, Self.slope(Self.z3) * 2 * (Self.a3 - Self.y)))
    }

    @Test func `step 12: through the activation before it goes on backward, to every weight and bias`() throws {
        let before = try explanation(#"{"layer": 2, "activation": 0}"#)["value"].number
        #expect(Self.isClose(before, 0.8 * Self.slope(Self.z3) * 2 * (Self.a3 - Self.y)))
        let weight = try explanation(#"{"layer": 2, "weight": [0, 0]}"#)["value"].number
        #expect(Self.isClose(weight, Self.σ(Self.z1) * Self.slope(Self.z2) * before))
        let vector = client.post("/v1/gradient", "{\(Self.chain), \"return\": [\"gradient_vector\"]}").text
        #expect(
            vector == #"{"gradient_vector":[0.0028534470484115285,0.0028534470484115285,-0.026842555204136608,"#
                + "-0.041574061842663046,-0.10426374635253585,-0.20787237384897442]}")
    }

    @Test func `step 13: with several neurons a layer the cost is a sum over outputs, and ∂C∕∂aₖ a sum over paths`()
        throws
    {
        for (k, (x, y)) in zip(Self.inputs, Self.targets).enumerated() {
            let z1 = Self.sums(Self.wide1, x)
            let a1 = z1.map(Self.σ)
            let z2 = Self.sums(Self.wide2, a1)
            let a2 = z2.map(Self.σ)
            let costs = try answer("/v1/cost", Self.wide)["example_costs"]
            #expect(Self.isClose(costs[k].number, zip(a2, y).reduce(0) { $0 + pow($1.0 - $1.1, 2) }))
            let weight = try explanation(#"{"layer": 2, "weight": [1, 0]}"#, of: Self.wide)["examples"][k]
            #expect(Self.isClose(weight["value"].number, a1[0] * Self.slope(z2[1]) * 2 * (a2[1] - y[1])))
            for neuron in 0..<2 {
                let example = try explanation(#"{"layer": 1, "activation": \#(neuron)}"#, of: Self.wide)["examples"][k]
                let paths = (0..<2).map { Self.wide2.0[$0][neuron] * Self.slope(z2[$0]) * 2 * (a2[$0] - y[$0]) }
                for (path, expected) in zip(example["paths"].elements, paths) {
                    #expect(Self.isClose(path["value"].number, expected))
                }
                #expect(example["paths"].elements.map { $0["neuron"].number } == [0, 1])
                #expect(Self.isClose(example["value"].number, paths[0] + paths[1]))
            }
        }
    }
}

/// A value of an answer, of whatever kind is asked for.
struct JSONValue {
    private let value: Any?

    init(_ value: Any?) { self.value = value }

    subscript(_ name: String) -> JSONValue { JSONValue((value as? [String: Any])?[name]) }
    subscript(_ place: Int) -> JSONValue {
        let elements = value as? [Any] ?? []
        return JSONValue(elements.indices.contains(place) ? elements[place] : nil)
    }

    var isTrue: Bool { value as? Bool == true }
    var isNull: Bool { value is NSNull }
    var elements: [JSONValue] { (value as? [Any] ?? []).map { JSONValue($0) } }
    var number: Double { (value as? NSNumber)?.doubleValue ?? .nan }
    var text: String { value as? String ?? "" }
}

extension Response {
    var json: JSONValue {
        get throws { JSONValue(try JSONSerialization.jsonObject(with: Data(body))) }
    }
}
