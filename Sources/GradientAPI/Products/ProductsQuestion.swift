internal import Backpropagation
internal import JSON
internal import LinearAlgebra

/// Products of vectors with the Jacobian or the Hessian of something, or that matrix itself.
struct ProductsQuestion<S: Evaluable>: Sendable {
    let kind: ProductKind
    let of: Differentiated
    let domain: Domain
    /// A vector a row; none where the whole matrix is asked for.
    let vectors: Matrix<S>?

    /// What a vector is as long as on the side of the parameters or the inputs.
    func width(_ network: Network<S>, examples n: Int) -> Int {
        domain == .parameters ? network.parameters : n.times(network.inputs)
    }

    /// How many numbers are differentiated.
    func height(_ network: Network<S>, examples n: Int) -> Int { of == .cost ? 1 : n.times(network.outputs) }

    /// Numbers in the answer.
    func numbers(_ network: Network<S>, examples n: Int) -> Int {
        let (width, height) = (width(network, examples: n), height(network, examples: n))
        return switch kind {
        case .jacobianVector: (vectors?.rows ?? 0).times(height)
        case .vectorJacobian, .hessianVector: (vectors?.rows ?? 0).times(width)
        case .jacobian: height.times(width)
        case .hessian: width.times(width)
        }
    }
}

enum ProductKind: String, Sendable, CaseIterable {
    case jacobianVector = "jacobian_vector"
    case vectorJacobian = "vector_jacobian"
    case hessianVector = "hessian_vector"
    case jacobian, hessian

    var takesVectors: Bool { self != .jacobian && self != .hessian }
    var isSecondOrder: Bool { self == .hessianVector || self == .hessian }
}

/// What derivatives are taken of.
enum Differentiated: String, Sendable, CaseIterable {
    case cost, outputs
}

extension EvaluationDecoder {
    mutating func products<S: Evaluable>(
        _ members: Members<ProductsMember>, _ model: Model<S>, _ examples: Examples<S>?, _ memory: EvaluationMemory<S>
    ) -> Question<S>? {
        let kind = required(members[.kind], "kind").flatMap {
            reader.choice($0, of: ProductKind.self, called: "kind of product")
        }
        let of =
            members[.of].map { reader.choice($0, of: Differentiated.self, called: "function to differentiate") }
            ?? .cost
        let domain =
            members[.withRespectTo].map {
                reader.choice($0, of: Domain.self, called: "domain of derivatives")
            } ?? .parameters
        guard let kind, let of, let domain, let examples else { return nil }
        if kind.isSecondOrder, of == .outputs, let node = members[.of] ?? members[.kind] {
            reader.note(node, "the outputs are many, each with a Hessian of its own; only that of the cost can be had")
        }
        if of == .cost {
            if model.cost == nil, let node = self.members?[.network] {
                reader.note(node, "missing member \"cost\", whose derivatives are asked for")
            }
            if examples.targets == nil, let node = self.members?[.examples] ?? self.members?[.network] {
                reader.note(node, "missing targets, which the cost needs")
            }
        }
        var question = ProductsQuestion<S>(
            kind: kind, of: of, domain: domain, vectors: nil)
        guard kind.takesVectors else {
            if let node = members[.vectors] { reader.note(node, "a whole matrix takes no vectors") }
            return .products(question)
        }
        guard let node = required(members[.vectors], "vectors"), let source = source(node) else { return nil }
        let (count, each) = length(question, model.network, examples.inputs.rows)
        guard let vectors = matrix(source, columns: count, each: each, in: memory.workspace.arena) else { return nil }
        if vectors.rows == 0 { reader.note(source.node, "expected at least one vector") }
        question = ProductsQuestion(kind: kind, of: of, domain: domain, vectors: vectors)
        return .products(question)
    }

    /// How long a vector must be, and what each of its numbers stands for.
    private func length<S: Evaluable>(
        _ question: ProductsQuestion<S>, _ network: Network<S>, _ n: Int
    ) -> (Int, each: String) {
        if question.kind == .vectorJacobian {
            let count = question.height(network, examples: n)
            return (count, question.of == .cost ? "for the cost" : "one per output of each example")
        }
        let count = question.width(network, examples: n)
        return (count, question.domain == .parameters ? network.onePerParameter : "one per input of each example")
    }
}
