internal import Backpropagation
internal import JSON
internal import LinearAlgebra
internal import Safetensors

/// How numbers are held.
enum Precision: String, CaseIterable {
    case float64, float32
}

/// Makes an evaluation of a document, and findings of what is wrong with it.
struct EvaluationDecoder: ~Copyable {
    var reader: Reader
    let endpoint: Endpoint
    /// What comes beside the document.
    let tensors: TensorFile?
    /// The numbers of modules that tensors are named by.
    let moduleNumbers: ModuleNumbers
    /// Whether a layer has taken a tensor by its number.
    var usesLayerNumbers = false
    /// Layers so far that have slopes among the tensors.
    var slopesByNumber = 0
    let members: Members<DocumentMember>?
    /// Why tensors must be of that precision.
    private(set) var precisionReason: String?

    init(_ submission: consuming Submission, _ endpoint: Endpoint) {
        tensors = submission.tensors
        reader = Reader(submission.document)
        self.endpoint = endpoint
        moduleNumbers = ModuleNumbers(tensors)
        members = reader.members(
            of: reader.root, names: endpoint.members, required: tensors == nil ? .examples : .network)
    }

    /// What `precision` says, or else the tensors are; what it says wrongly is noted.
    mutating func precision() -> Precision {
        if let node = members?[.precision] {
            precisionReason = "as \"precision\" says"
            return reader.choice(node, of: Precision.self, called: "precision") ?? .float64
        }
        guard let tensor = firstTensor() else { return .float64 }
        precisionReason = "as is the first, \"\(excerpt(tensor.name))\""
        return tensor.dtype == Float.dtype ? .float32 : .float64
    }

    /// - Throws: A problem with up to ten findings.
    mutating func evaluation<S: Evaluable>(
        _ memory: EvaluationMemory<S>, _ limits: EvaluationLimits
    ) throws(Problem) -> Evaluation<S> {
        if let tensors { memory.tensors = tensors.tensors }
        memory.workspace.arena.reserve(reader.mostNumbers(in: reader.root))
        let outputs = decodeOutputs()
        let reduction = option(.reduction, of: Reduction.self, called: "reduction") ?? .mean
        let nonFinite = option(.nonFinite, of: NonFinite.self, called: "non_finite") ?? .error
        let model: Model<S>? = members?[.network].flatMap { decodeModel($0, memory) }
        let examples = members == nil ? nil : decodeExamples(members?[.examples], model, memory)
        let question: Question<S>? =
            if asksQuestion, let model { decodeQuestion(model, examples, memory) } else { nil }
        guard reader.notes.faults == 0, let outputs, let model, let examples else { throw .invalid(reader.findings) }
        let evaluation = Evaluation(
            network: model.network, objective: model.objective(examples, reduction), examples: examples,
            outputs: outputs, nonFinite: nonFinite, question: question)
        if let sum = evaluation.wrongDivisor {
            note(
                members?[.examples],
                "the weights of the examples sum to \(sum == 0 ? "0" : "more than a number can be"), and "
                    + "\"weighted_mean\" divides by their sum")
        }
        if let excess = evaluation.excess(over: limits) {
            note(question.flatMap { node(of: $0) } ?? members?[.examples], excess)
        }
        guard reader.notes.faults == 0 else { throw .invalid(reader.findings) }
        return evaluation
    }

    /// Notes a fault at a place, or in the whole document.
    private mutating func note(_ node: Node?, _ detail: String) { reader.note(node ?? reader.root, detail) }

    private var asksQuestion: Bool { if case .forOutputs = endpoint.asks { false } else { true } }

    private mutating func option<Choice: RawRepresentable & CaseIterable>(
        _ member: DocumentMember, of type: Choice.Type, called noun: String
    ) -> Choice? where Choice.RawValue == String {
        members?[member].flatMap { reader.choice($0, of: type, called: noun) }
    }

    /// What `return` lists.
    private mutating func decodeOutputs() -> Outputs? {
        guard case .forOutputs = endpoint.asks, let node = members?.by(EvaluationMember.self)[.return] else {
            return endpoint.defaults
        }
        guard var names = reader.elements(of: node, "an array of names") else { return nil }
        if names.isEmpty { reader.note(node, "expected at least one name") }
        var outputs: Outputs = []
        while let name = reader.next(of: &names) {
            guard let output = reader.choice(name, among: endpoint.outputs, called: "output of this route") else {
                continue
            }
            if !outputs.insert(Outputs([output])).inserted { reader.note(name, "named twice") }
        }
        return outputs
    }
}
