import Foundation
import GradientAPI
import HTTPWire
import Testing

/// Numbers of answers, by the paths to them.
struct AnswerNumbers {
    private let root: Any

    init(_ response: Response) throws { root = try JSONSerialization.jsonObject(with: Data(response.joined().body)) }

    /// All numbers under a path of keys and indices, in order.
    subscript(_ path: String) -> [Double] {
        var value: Any? = root
        for step in path.split(separator: ".") {
            value = Int(step).map { (value as? [Any])?[$0] as Any } ?? (value as? [String: Any])?[String(step)]
        }
        return Self.numbers(value)
    }

    private static func numbers(_ value: Any?) -> [Double] {
        if let list = value as? [Any] { return list.flatMap { numbers($0) } }
        return (value as? Double).map { [$0] } ?? []
    }
}

@Suite("Weights and penalties")
struct WeightTests {
    let client = Client()

    func document(
        cost: String, network: String = "", examples: String,
        options: String = #", "return": ["cost", "gradient_vector"]"#
    ) -> String {
        """
        {"network": {"layers": [{"weights": [[0.5, -0.25], [0.75, 1.0], [-1.5, 0.125]], "biases": [0.1, -0.2, 0.3],
          "activation": "identity"}], "cost": \(cost)\(network)},
         "examples": \(examples)\(options)}
        """
    }

    func numbers(_ document: String, _ path: String = "/v1/gradient") throws -> AnswerNumbers {
        let response = client.post(path, document)
        #expect(response.status == .ok, "\(response.text)")
        return try AnswerNumbers(response)
    }

    static let inputs = #""inputs": [[1, 2], [-1, 0.5], [0.25, -0.75]]"#
    static let classes = #"{\#(inputs), "targets": [2, 0, 1]}"#
    static let oneHot = #"{\#(inputs), "targets": [[0, 0, 1], [1, 0, 0], [0, 1, 0]]}"#
    static let weights = #", "class_weights": [1, 0.5, 2]"#

    /// PyTorch's `cross_entropy(x, c, weight=w, label_smoothing=ε)`, whose mean is by the weights of the classes.
    @Test(arguments: [
        (0.0, "weighted_mean", 3.052144732876743, [0.32695997817086314, -0.10086273740105403, -0.1430344835669588]),
        (0, "sum", 10.6825065650686, [1.144359923598021, -0.3530195809036891, -0.5006206924843559]),
        (0.1, "weighted_mean", 2.9176720870746706, [0.2963492203305931, -0.11438803432010272, -0.13431070729718209]),
        (0.1, "sum", 10.211852304761345, [1.0372222711570758, -0.40035812012035943, -0.47008747554013713]),
    ])
    func `of classes are PyTorch's`(smoothing: Double, reduction: String, cost: Double, gradient: [Double]) throws {
        for examples in [Self.classes, Self.oneHot] {
            let found = try numbers(
                document(
                    cost: #"{"name": "cross_entropy_from_logits", "label_smoothing": \#(smoothing)}"#,
                    network: Self.weights, examples: examples,
                    options: #", "reduction": "\#(reduction)", "return": ["cost", "gradient_vector"]"#))
            #expect(abs(found["cost"][0] - cost) < 1e-14)
            let vector = found["gradient_vector"]
            for (number, expected) in zip([vector[0], vector[1], vector[6]], gradient) {
                #expect(abs(number - expected) < 1e-15)
            }
        }
    }

    /// PyTorch's `binary_cross_entropy_with_logits(x, y, weight=w, reduction="sum") / 3`.
    @Test func `of outputs multiply their parts`() throws {
        let examples = #"{\#(Self.inputs), "targets": [[0, 1, 0.5], [1, 0, 0], [0.25, 0.5, 1]]}"#
        let found = try numbers(
            document(cost: #""binary_cross_entropy_from_logits""#, network: Self.weights, examples: examples))
        #expect(abs(found["cost"][0] - 3.4658470489220465) < 1e-14)
        let expected = [
            0.4137390569400068, 0.15734496522435143, -0.08454355292661567, 0.0310416017907581, -0.8148167821567905,
            0.2647529574373724, 0.08278339312214347, 0.02250633601661113, 0.06825681866547534,
        ]
        for (number, expected) in zip(found["gradient_vector"], expected) { #expect(abs(number - expected) < 1e-15) }
    }

    @Test(arguments: ["squared_error", "huber", "cosine", "cross_entropy_from_logits"])
    func `of examples count them so often`(cost: String) throws {
        let (a, b) = (#"{"input": [1, 2], "target": [0.5, 1, 0]"#, #"{"input": [-1, 0.5], "target": [0, 0.25, 1]"#)
        let once = try numbers(
            document(
                cost: "\"\(cost)\"", examples: "[\(a)}, \(b), \"weight\": 3}]",
                options: #", "reduction": "weighted_mean", "return": ["cost", "gradient_vector"]"#))
        let often = try numbers(document(cost: "\"\(cost)\"", examples: "[\(a)}, \(b)}, \(b)}, \(b)}]"))
        for (x, y) in zip(once["cost"] + once["gradient_vector"], often["cost"] + often["gradient_vector"]) {
            #expect(abs(x - y) < 1e-14)
        }
        let columns = try numbers(
            document(
                cost: "\"\(cost)\"",
                examples:
                    #"{"inputs": [[1, 2], [-1, 0.5]], "targets": [[0.5, 1, 0], [0, 0.25, 1]], "weights": [1, 3]}"#,
                options: #", "reduction": "weighted_mean", "return": ["cost", "gradient_vector"]"#))
        #expect(columns["gradient_vector"] == once["gradient_vector"])
    }

    @Test func `a penalty is of weights and not of biases`() throws {
        let plain = try numbers(document(cost: #""huber""#, examples: Self.oneHot))
        let found = try numbers(
            document(cost: #""huber""#, network: #", "penalty": {"l1": 0.5, "l2": 0.25}"#, examples: Self.oneHot))
        let w = [0.5, -0.25, 0.75, 1.0, -1.5, 0.125]
        let penalty = w.reduce(0) { $0 + 0.5 * abs($1) + 0.125 * $1 * $1 }
        #expect(abs(found["cost"][0] - plain["cost"][0] - penalty) < 1e-15)
        let added = w.map { ($0 > 0 ? 0.5 : -0.5) + 0.25 * $0 } + [0, 0, 0]
        for (i, expected) in added.enumerated() {
            #expect(abs(found["gradient_vector"][i] - plain["gradient_vector"][i] - expected) < 1e-15)
        }
    }

    /// A right gradient with all of it is verified, and central differences see the same.
    @Test func `verdicts, nudges and products have them too`() throws {
        let network = Self.weights + #", "penalty": {"l1": 0.01, "l2": 0.1}"#
        let cost = #""cross_entropy_from_logits""#
        let examples = #"[{"input": [1, 2], "target": 2, "weight": 0.5}, {"input": [-1, 0.5], "target": 0}]"#
        let gradient = try numbers(document(cost: cost, network: network, examples: examples))["gradient_vector"]
        let verdict = client.post(
            "/v1/verification",
            document(cost: cost, network: network, examples: examples, options: #", "gradient": \#(gradient)"#))
        #expect(verdict.text.hasPrefix(#"{"agrees":true"#))
        #expect(try AnswerNumbers(verdict)["numerical.largest_relative_error"][0] < 1e-9)
        let nudge = try numbers(
            document(
                cost: cost, network: network, examples: examples,
                options: #", "parameter": {"layer": 1, "weight": [1, 1]}, "nudges": [1e-5]"#), "/v1/nudge")
        #expect(abs(nudge["nudges.0.ratio"][0] - gradient[3]) < 1e-4)
        let unit = (0..<9).map { $0 == 3 ? 1.0 : 0 }
        let product = try numbers(
            document(
                cost: cost, network: network, examples: examples,
                options: #", "kind": "jacobian_vector", "vectors": [\#(unit)]"#), "/v1/products")
        #expect(abs(product["products"][0] - gradient[3]) < 1e-15)
    }

    static let unknown =
        "unknown cost \"cross_entrpy\"; did you mean \"cross_entropy\"? known: "
        + "squared_error, half_squared_error, mean_squared_error, absolute_error, huber, smooth_l1, log_cosh, "
        + "binary_cross_entropy, binary_cross_entropy_from_logits, cross_entropy, cross_entropy_from_logits, "
        + "negative_log_likelihood, kl_divergence, poisson, gaussian, hinge, squared_hinge, multi_margin, cosine"

    @Test(arguments: [
        (
            #""cosine""#, #", "class_weights": [1, 1, 1]"#, classless,
            "/network/class_weights: cosine has no part that is an output's alone, so outputs cannot have weights"
        ),
        (
            #""huber""#, #", "class_weights": [1, 1]"#, classless,
            "/network/class_weights: expected 3 numbers, one per neuron of the last layer, found 2"
        ),
        (#""huber""#, #", "penalty": {"l1": -1}"#, classless, "/network/penalty/l1: expected a number from 0 on"),
        (
            #""huber""#, "", #"[{"input": [1, 2], "target": 2}]"#,
            "/examples/0/target: expected an array of numbers, found a number"
        ),
        (
            #""cross_entropy""#, "", #"[{"input": [1, 2], "target": 3}]"#,
            "/examples/0/target: there is no class 3; they are counted from 0 to 2, as the neurons of the last layer are"
        ),
        (
            #""cross_entropy""#, "", #"{"inputs": [[1, 2], [1, 2]], "targets": [2, 7]}"#,
            "/examples/targets/1: there is no class 7; they are counted from 0 to 2, as the neurons of the last layer are"
        ),
        (
            #""huber""#, "", #"{"inputs": [[1, 2]], "targets": [[0, 0, 1]], "weights": [1, 2]}"#,
            "/examples/weights: expected 1 number, one per example, found 2"
        ),
        (
            #""huber""#, "", #"[{"input": [1, 2], "target": [0, 0, 1], "weight": 0}], "reduction": "weighted_mean""#,
            "/examples: the weights of the examples sum to 0, and \"weighted_mean\" divides by their sum"
        ),
        // A target may be a class's number for all that is known without the cost.
        (
            #""cross_entrpy""#, "", #"[{"input": [1, 2], "target": 1}, {"input": [1, 2], "target": 2}]"#,
            "/network/cost: " + unknown
        ),
        (
            #""cross_entrpy""#, "", #"{"inputs": [[1, 2], [1, 2]], "targets": [1, 2]}"#, "/network/cost: " + unknown
        ),
        (
            #""gaussian""#, "", #"{"inputs": [[1, 2]], "targets": [[0]]}"#,
            "/network/cost: gaussian takes an even number of outputs; the last layer has 3"
        ),
    ])
    func `what is wrong with them is pointed at`(cost: String, network: String, examples: String, error: String) {
        let errors = client.post("/v1/gradient", document(cost: cost, network: network, examples: examples)).errors
        #expect(errors == [error])
    }

    static let classless = #"{"inputs": [[1, 2]], "targets": [[0, 0, 1]]}"#
}
