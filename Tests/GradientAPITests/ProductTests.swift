import Foundation
import GradientAPI
import HTTPWire
import Testing

@Suite("Products and functions")
struct ProductTests {
    let client = Client()

    static let network = #"""
        "network": {"layers": [
          {"weights": [[0.5, -0.2], [0.3, 0.9], [-0.7, 0.4]], "biases": [0.1, -0.3, 0.2], "activation": "silu"},
          {"weights": [[0.6, -0.4, 0.8], [-0.5, 0.2, 0.1]], "biases": [0.05, -0.15], "activation": "softmax"}],
          "cost": "cross_entropy", "penalty": {"l2": 0.01}},
        "examples": [{"input": [1, 0.5], "target": [0.25, 0.75], "weight": 2}, {"input": [-1, 2], "target": 0}]
        """#
    static let parameters = 17

    func numbers(_ members: String, _ path: String = "/v1/products") throws -> AnswerNumbers {
        let response = client.post(path, "{\(Self.network), \(members)}")
        #expect(response.status == .ok, "\(response.text)")
        return try AnswerNumbers(response)
    }

    static func vector(_ count: Int, _ seed: Int) -> [Double] {
        (0..<count).map { Double(($0 * 37 + seed * 11) % 19) / 8 - 1 }
    }

    @Test(arguments: ["parameters", "inputs"])
    func `a Hessian is symmetric to the last bit, and its products are products with it`(domain: String) throws {
        let size = domain == "parameters" ? Self.parameters : 4
        let matrix = try numbers(#""kind": "hessian", "with_respect_to": "\#(domain)""#)["matrix"]
        #expect(matrix.count == size * size)
        for i in 0..<size { for j in 0..<size { #expect(matrix[i * size + j] == matrix[j * size + i]) } }
        let vectors = [Self.vector(size, 1), Self.vector(size, 2)]
        let products = try numbers(
            #""kind": "hessian_vector", "with_respect_to": "\#(domain)", "vectors": \#(vectors)"#)["products"]
        for (k, v) in vectors.enumerated() {
            for i in 0..<size {
                let expected = (0..<size).reduce(0.0) { $0 + matrix[i * size + $1] * v[$1] }
                #expect(abs(products[k * size + i] - expected) < 1e-14)
            }
        }
    }

    /// (∇C(p + hv) − ∇C(p − hv)) / 2h
    @Test func `a product with the Hessian is how the gradient changes`() throws {
        let v = Self.vector(4, 3)
        let product = try numbers(#""kind": "hessian_vector", "with_respect_to": "inputs", "vectors": [\#(v)]"#)
        let h = 1e-5
        func gradient(_ h: Double) throws -> [Double] {
            let x = zip([1, 0.5, -1, 2], v).map { $0 + h * $1 }
            let document = "{\(Self.network), \"return\": [\"input_gradients\"], \"reduction\": \"sum\"}"
                .replacing("\"input\": [1, 0.5]", with: "\"input\": [\(x[0]), \(x[1])]")
                .replacing("\"input\": [-1, 2]", with: "\"input\": [\(x[2]), \(x[3])]")
            return try AnswerNumbers(client.post("/v1/gradient", document))["input_gradients"]
        }
        for (i, (plus, minus)) in zip(try gradient(h), try gradient(-h)).enumerated() {
            #expect(abs(product["products"][i] - (plus - minus) / (2 * h) / 2) < 1e-9)  // the mean of two examples
        }
    }

    @Test(arguments: ["parameters", "inputs"], ["outputs", "cost"])
    func `products with a Jacobian are products with it`(domain: String, of: String) throws {
        let (width, height) = (domain == "parameters" ? Self.parameters : 4, of == "cost" ? 1 : 4)
        let what = #""of": "\#(of)", "with_respect_to": "\#(domain)""#
        let matrix = try numbers(#""kind": "jacobian", \#(what)"#)["matrix"]
        #expect(matrix.count == width * height)
        let (v, u) = (Self.vector(width, 4), Self.vector(height, 5))
        let along = try numbers(#""kind": "jacobian_vector", \#(what), "vectors": [\#(v)]"#)["products"]
        #expect(along.count == height)
        for i in along.indices {
            let expected = (0..<width).reduce(0.0) { $0 + matrix[i * width + $1] * v[$1] }
            #expect(abs(along[i] - expected) < 1e-14)
        }
        let weighted = try numbers(#""kind": "vector_jacobian", \#(what), "vectors": [\#(u)]"#)["products"]
        #expect(weighted.count == width)
        for j in weighted.indices {
            let expected = (0..<height).reduce(0.0) { $0 + matrix[$1 * width + j] * u[$1] }
            #expect(abs(weighted[j] - expected) < 1e-14)
        }
        if of == "cost", domain == "parameters" {
            #expect(matrix == (try numbers(#""return": ["gradient_vector"]"#, "/v1/gradient")["gradient_vector"]))
        }
    }

    @Test func `lengths of examples' gradients are those of the gradients`() throws {
        let answer = try numbers(#""return": ["example_gradients", "example_gradient_norms"]"#, "/v1/gradient")
        let norms = answer["example_gradient_norms"]
        #expect(norms.count == 2)
        for (k, norm) in norms.enumerated() {
            let sum = answer["example_gradients.\(k)"].count
            #expect(sum == 0 || norm > 0)
            let gradient = (0..<2).flatMap { l in
                answer["example_gradients.\(k).layers.\(l).weights"]
                    + answer["example_gradients.\(k).layers.\(l).biases"]
            }
            #expect(abs(norm - gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()) < 1e-15)
        }
    }

    @Test func `outputs need neither a cost nor targets`() throws {
        let document = #"""
            {"network": {"layers": [{"weights": [[2, 3]], "biases": [1], "activation": "identity"}]},
             "examples": [{"input": [1, 1]}], "kind": "jacobian", "of": "outputs"}
            """#
        #expect(client.post("/v1/products", document).text == #"{"matrix":[[1.0,1.0,1.0]]}"#)
        let errors = client.post("/v1/products", document.replacing("outputs", with: "cost")).errors
        #expect(
            errors == [
                "/network: missing member \"cost\", whose derivatives are asked for",
                "/examples: missing targets, which the cost needs",
            ])
    }

    @Test(arguments: [
        (#""vectors": [[1]]"#, #": missing member "kind""#),
        (
            #""kind": "hessian", "of": "outputs""#,
            "/of: the outputs are many, each with a Hessian of its own; only that of the cost can be had"
        ),
        (#""kind": "hessian_vector""#, #": missing member "vectors""#),
        (#""kind": "hessian", "vectors": [[1]]"#, "/vectors: a whole matrix takes no vectors"),
        (#""kind": "hessian_vector", "vectors": []"#, "/vectors: expected at least one vector"),
        (
            #""kind": "hessian_vector", "vectors": [[1, 2]]"#,
            "/vectors/0: expected 17 numbers, one per weight and bias, found 2"
        ),
        (
            #""kind": "vector_jacobian", "of": "outputs", "vectors": [[1]]"#,
            "/vectors/0: expected 4 numbers, one per output of each example, found 1"
        ),
        (
            #""kind": "hessian_product""#,
            #"/kind: unknown kind of product "hessian_product"; did you mean "hessian"? known: jacobian_vector, vector_jacobian, hessian_vector, jacobian, hessian"#
        ),
    ])
    func `what is wrong is pointed at`(members: String, error: String) {
        #expect(client.post("/v1/products", "{\(Self.network), \(members)}").errors == [error])
    }

    struct Functions: Decodable {
        struct Function: Decodable {
            let name, latex, derivative_latex, second_derivative_latex: String
            let parameters: [Parameter]
        }
        struct Parameter: Decodable {
            let name: String
            let expected: String?
            let of: String?
        }
        let activations, costs: [Function]
    }

    @Test func `what is too much, and what is not finite, is told where it is asked for`() {
        var limits = EvaluationLimits()
        limits.answerNumbers = 100
        #expect(
            Client(limits).post("/v1/products", "{\(Self.network), \"kind\": \"hessian\"}").errors
                == ["/kind: the answer would hold 289 numbers; at most 100. Ask for products with `vectors`"])
        let infinite = """
            {"network": {"layers": [{"weights": [[1]], "biases": [0], "activation": "identity"}], "cost": "squared_error"},
             "examples": [{"input": [1e200], "target": [0]}], "kind": "hessian"}
            """
        #expect(
            Client().post("/v1/products", infinite).errors == ["/network/cost: example 0: the cost is infinite"])
    }

    @Test func `every function that is listed can be asked for`() throws {
        let response = client.send(Request(.get, "/v1/functions", contentType: nil, body: []))
        let functions = try JSONDecoder().decode(Functions.self, from: Data(response.body))
        #expect(functions.activations.count == 27)
        #expect(functions.costs.count == 19)
        for activation in functions.activations {
            let parameters = activation.name == "threshold" ? #", "threshold": 0, "value": 1"# : ""
            let ofLayer = activation.parameters.filter { $0.of == "layer" }.map { #", "\#($0.name)": [1, 2]"# }.joined()
            let document = #"""
                {"network": {"layers": [{"weights": [[1, 2], [3, -1]], "biases": [0, 1],
                   "activation": {"name": "\#(activation.name)"\#(parameters)}\#(ofLayer)}]},
                 "examples": [{"input": [1, -1]}]}
                """#
            #expect(client.post("/v1/activations", document).status == .ok, "\(activation.name)")
        }
        for cost in functions.costs {
            let target = cost.name == "gaussian" ? "[1]" : "[1, 0]"
            let document = #"""
                {"network": {"layers": [{"weights": [[1, 2], [3, -1]], "biases": [0, 1], "activation": "sigmoid"}],
                   "cost": {"name": "\#(cost.name)"}}, "examples": [{"input": [1, -1], "target": \#(target)}]}
                """#
            #expect(client.post("/v1/gradient", document).status == .ok, "\(cost.name)")
        }
    }
}
