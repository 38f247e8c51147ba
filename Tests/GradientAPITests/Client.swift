import Foundation
import GradientAPI
import HTTPWire

/// Sends documents to the service without a socket.
struct Client {
    let application: Application

    init(_ limits: EvaluationLimits = EvaluationLimits()) {
        application = Application(limits: limits)
    }

    func send(_ request: Request) -> Response {
        switch application.reply(to: request) {
        case .now(let response): response
        case .later(let work): work(Undisturbed())
        }
    }

    func post(_ path: String, _ text: String, type: String? = "application/json") -> Response {
        send(Request(.post, path, contentType: type, body: Array(text.utf8)))
    }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }

    /// `pointer: detail` of every error of a problem.
    var errors: [String] {
        guard let problem = try? JSONDecoder().decode(ProblemDocument.self, from: Data(body)) else { return ["?"] }
        return (problem.errors ?? []).map { "\($0.pointer): \($0.detail)" }
    }

    func header(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}

private struct ProblemDocument: Decodable {
    struct Finding: Decodable {
        let pointer: String
        let detail: String
    }
    let type: String
    let title: String
    let status: Int
    let detail: String
    let errors: [Finding]?
}

/// Documents that tests vary.
enum Documents {
    static let chain = """
        {"network": {"layers": [
          {"weights": [[0.5]], "biases": [0.1], "activation": "sigmoid"},
          {"weights": [[-0.3]], "biases": [0.2], "activation": "sigmoid"},
          {"weights": [[0.8]], "biases": [-0.1], "activation": "sigmoid"}], "cost": "squared_error"},
         "examples": [{"input": [1.0], "target": [1.0]}]}
        """

    /// Two inputs, two linear neurons, one linear neuron; two examples.
    static func linear(_ options: String = "", examples: String? = nil) -> String {
        """
        {"network": {"layers": [
          {"weights": [[1, 2], [0, -1]], "biases": [0, 1], "activation": "identity"},
          {"weights": [[1, 1]], "biases": [0], "activation": "identity"}], "cost": "squared_error"},
         "examples": \(examples ?? #"{"inputs": [[1, 0], [0, 1]], "targets": [[0], [1]]}"#)\(options)}
        """
    }
}
