import GradientAPI
import HTTPWire
import Testing

/// Of the network of `SlopeTests`, whose gradient is there; what is claimed is worked out by hand.
@Suite("Verdicts on slopes")
struct SlopeVerdictTests {
    let client = Client()

    func verdict(_ gradient: String, _ layers: String = SlopeTests.layers) throws -> JSONValue {
        let response = client.post("/v1/verification", SlopeTests.document(layers, #", "gradient": \#(gradient)"#))
        #expect(response.status == .ok, "\(response.text)")
        return try response.json
    }

    @Test func `are compared, and said to be wrong where they alone are`() throws {
        let right = "[-3, -0.75, -2, -0.5, 0, 2.5, -1.5, 1.25, -1, 1]"
        let verdict = try verdict(right)
        #expect(verdict["agrees"].isTrue && verdict["parameters"].number == 10)
        #expect(verdict["numerical"]["parameters_at_kinks"].number == 0)
        #expect(verdict["numerical"]["largest_relative_error"].number < 1e-9)
        let wrong = """
            {"layers": [{"weights": [[-3], [-0.75]], "biases": [-2, -0.5], "slopes": [0, -2.5]}, \
            {"weights": [[-1.5, 1.25]], "biases": [-1], "slopes": [1]}]}
            """
        let answer = try self.verdict(wrong)
        #expect(answer["agrees"].isTrue == false && answer["wrong_parameters"].number == 1)
        #expect(answer["largest_errors"][0]["pointer"].text == "/gradient/layers/0/slopes/1")
        #expect(abs(answer["largest_errors"][0]["numerical"].number - 2.5) < 1e-9)
        #expect(answer["diagnosis"].elements.count == 1)
        #expect(answer["diagnosis"][0]["finding"].text == "wrong_slopes")
        #expect(answer["diagnosis"][0]["layer"].number == 1)
        // Other mistakes are told with slopes in the gradient: here all is twice too large.
        let twice = try self.verdict("[-6, -1.5, -4, -1, 0, 5, -3, 2.5, -2, 2]")
        #expect(twice["diagnosis"][0]["finding"].text == "constant_factor")
    }

    /// δ¹ without σ′ is ∂C/∂a¹ = (−2, −1), both times; ∂C/∂s is as it was.
    @Test func `are right where another mistake is told`() throws {
        let answer = try verdict("[-3, -1.5, -2, -1, 0, 2.5, -1.5, 1.25, -1, 1]")
        #expect(answer["diagnosis"].elements.map { $0["finding"].text } == ["missing_activation_derivative"])
        #expect(answer["diagnosis"][0]["layer"].number == 1)
    }

    /// z¹ = (0, −2) and (1, −3), ∂C/∂a² = −4 and −3½, δ² = −2 and −1¾, ∂C/∂a¹ = (−4, −2) and (−3½, −1¾).
    static let onKink = SlopeTests.layers.replacing(#""biases": [0, -1]"#, with: #""biases": [-1, -1]"#)

    @Test func `of a sum on the kink either side is right`() throws {
        let rest = "0, 4.625, -0.875, 2.3125, -1.875, 8.625]"
        #expect(try verdict("[-4, -1.375, -2.25, -0.9375, \(rest)", Self.onKink)["agrees"].isTrue)  // σ′(0) = ¼
        #expect(try verdict("[-5.5, -1.375, -3.75, -0.9375, \(rest)", Self.onKink)["agrees"].isTrue)  // σ′(0) = 1
        #expect(try !verdict("[-3.5, -1.375, -1.75, -0.9375, \(rest)", Self.onKink)["agrees"].isTrue)  // σ′(0) = 0
    }

    @Test func `must be right where biases alone are told to be one example's`() throws {
        func findings(_ slopes: String) throws -> [String] {
            try verdict(
                "[-4, -1.375, -1, -1, 0, \(slopes), -0.875, 2.3125, -2, 8.625]", Self.onKink
            )["diagnosis"].elements.map { $0["finding"].text }
        }
        #expect(try findings("4.625") == ["biases_not_summed"])
        #expect(try findings("4") == [])
    }

    /// The first neuron's weighted sum is 0 of one example, whatever its slope is.
    @Test func `are compared with differences where a weighted sum stays on a kink`() throws {
        let answer = try verdict("[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]", Self.onKink)
        // Of the others only that neuron's weight and bias move it off.
        #expect(answer["numerical"]["kinks"].elements.count == 1)
        #expect(answer["numerical"]["parameters_at_kinks"].number == 2)
        #expect(answer["numerical"]["largest_relative_error"].number < 1e-9)
    }

    @Test(arguments: [
        (#"{"weights": [[-1.5, 1.25]], "biases": [-1]}"#, ": missing member \"slopes\""),
        (
            #"{"weights": [[-1.5, 1.25]], "biases": [-1], "slopes": [1, 2]}"#,
            "/slopes: expected 1 number, one per slope, found 2"
        ),
    ])
    func `of a claim that are not as the network's are pointed at`(layer: String, error: String) {
        let claim = #"{"layers": [{"weights": [[1], [1]], "biases": [1, 1], "slopes": [1, 1]}, \#(layer)]}"#
        let response = client.post(
            "/v1/verification", SlopeTests.document(SlopeTests.layers, #", "gradient": \#(claim)"#))
        #expect(response.errors == ["/gradient/layers/1\(error)"])
        let plain = Documents.linear(
            #", "gradient": {"layers": [{"weights": [[1, 1], [1, 1]], "biases": [1, 1], "slopes": [1]}, "#
                + #"{"weights": [[1, 1]], "biases": [1]}]}"#)
        #expect(
            client.post("/v1/verification", plain).errors == ["/gradient/layers/0/slopes: the layer has no slopes"])
        let list = client.post("/v1/verification", SlopeTests.document(SlopeTests.layers, #", "gradient": [1, 2]"#))
        #expect(list.errors == ["/gradient: expected 10 numbers, one per weight, bias and slope, found 2"])
    }
}
