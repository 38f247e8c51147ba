/// What libFuzzer is let at; each has its first inputs in `Fuzz/Seeds`, in the folder of its name.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// Request lines and header sections.
    case requests = "Requests"
    /// Bodies in the chunked transfer coding.
    case chunks = "Chunks"
    /// JSON, read and written.
    case documents = "Documents"
    /// JSON, from the bytes through the engine to the answer.
    case evaluations = "Evaluations"
    /// JSON, through explanations, nudges and verdicts.
    case questions = "Questions"
    /// Files of tensors.
    case tensors = "Tensors"
    /// Bodies in gzip and deflate.
    case codings = "Codings"
    /// The file of tokens, and the Authorization field.
    case tokens = "Tokens"

    /// Holds the project to what it promises of any input.
    public func check(_ input: [UInt8]) throws(Violation) {
        switch self {
        case .requests: try checkRequest(input)
        case .chunks: try checkChunks(input)
        case .documents: try checkDocument(input)
        case .evaluations: try checkEvaluations(input)
        case .questions: try checkQuestions(input)
        case .tensors: try checkTensors(input)
        case .codings: try checkCodings(input)
        case .tokens: try checkTokens(input)
        }
    }
}

/// A promise that an input has shown to be broken.
public struct Violation: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// - Parameter complaint: what is wrong where it does not hold
func expect(_ holds: Bool, _ complaint: @autoclosure () -> String) throws(Violation) {
    guard holds else { throw Violation(complaint()) }
}
