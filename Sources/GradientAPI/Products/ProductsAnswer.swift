internal import Backpropagation
internal import HTTPWire
internal import JSON
internal import LinearAlgebra

extension EvaluationResults {
    /// `{"products": [[…], …]}` or `{"matrix": [[…], …]}`
    func write(_ question: ProductsQuestion<S>, to writer: inout Writer) {
        let computation = computation
        let products = ProductsAnswer(
            question, evaluation.network, forward, objective: evaluation.objective, workspace,
            isCancelled: { computation.isCancelled })
        writer.object { writer in
            if question.kind.takesVectors {
                let rows = products.products
                write(rows, "products", to: &writer)
            } else if let matrix = products.matrix {
                write(matrix, "matrix", to: &writer)
            }
        }
    }

    private func write(_ matrix: Matrix<S>, _ name: StaticString, to writer: inout Writer) {
        writer.key(name)
        if let tensors { return writer.tensor(tensors.add(matrix, name.description)) }
        writer.rows(matrix.span, columns: matrix.columns)
    }
}

/// The numbers of the answer.
private struct ProductsAnswer<S: Evaluable> {
    let question: ProductsQuestion<S>
    let network: Network<S>
    let pass: ForwardPass<S>
    /// There where the cost is differentiated.
    let objective: Objective<S>?
    let workspace: Workspace<S>
    let isCancelled: () -> Bool

    init(
        _ question: ProductsQuestion<S>, _ network: Network<S>, _ pass: ForwardPass<S>, objective: Objective<S>?,
        _ workspace: Workspace<S>, isCancelled: @escaping () -> Bool
    ) {
        (self.question, self.network, self.pass, self.workspace) = (question, network, pass, workspace)
        (self.objective, self.isCancelled) = (question.of == .cost ? objective : nil, isCancelled)
    }

    private var derivatives: Products<S> { Products(network, pass, in: workspace) }
    private var n: Int { pass.inputs.rows }

    /// A product with each vector, a row each.
    var products: Matrix<S> {
        guard let vectors = question.vectors else { return Matrix([]) }
        let product = product()
        var rows: [[S]] = []
        for i in 0..<vectors.rows {
            if isCancelled() { break }
            let vector = vectors.part(at: i * vectors.columns, rows: 1, columns: vectors.columns)
            rows.append(product(vector).elements)
        }
        return Matrix(rows)
    }

    /// What makes a product of a vector.
    private func product() -> (Matrix<S>) -> Matrix<S> {
        let (derivatives, domain) = (derivatives, question.domain)
        switch question.kind {
        case .jacobianVector:
            return { vector in
                guard let objective else { return derivatives.outputs(along: direction(vector)) }
                return Matrix(row: [derivatives.cost(along: direction(vector), objective)])
            }
        case .vectorJacobian:
            guard let objective else {
                return { u in
                    derivatives.outputs(weighted: u.part(at: 0, rows: n, columns: network.outputs), by: domain)
                }
            }
            let gradient = derivatives.gradient(by: domain, objective)
            return { u in Matrix(row: gradient.elements.map { $0 * u[0, 0] }) }
        case .hessianVector:
            guard let hessian = objective.map(derivatives.hessian) else { return { $0 } }
            return { vector in hessian.product(direction(vector)) }
        case .jacobian, .hessian: return { $0 }
        }
    }

    private func direction(_ vector: Matrix<S>) -> Direction<S> {
        question.domain == .parameters
            ? .parameters(vector) : .inputs(vector.part(at: 0, rows: n, columns: network.inputs))
    }

    /// The whole Jacobian or Hessian; `nil` where nobody waits for it any more.
    var matrix: Matrix<S>? {
        guard let objective else { return outputsJacobian }
        if question.kind == .jacobian {
            return Matrix(row: derivatives.gradient(by: question.domain, objective).elements)
        }
        func checkpoint() throws(Cancelled) { if isCancelled() { throw Cancelled() } }
        return try? derivatives.hessian(objective).matrix(by: question.domain, checkpoint: checkpoint)
    }

    /// A row for each output of each example, examples one after another.
    private var outputsJacobian: Matrix<S>? {
        let (m, width) = (network.outputs, question.width(network, examples: n))
        var rows = [[S]](repeating: [], count: n * m)
        for j in 0..<m {
            if isCancelled() { return nil }
            let derivatives = derivatives.outputs(j, by: question.domain)
            for k in 0..<n {
                let own = derivatives.part(at: k * derivatives.columns, rows: 1, columns: derivatives.columns).elements
                rows[k * m + j] = question.domain == .parameters ? own : padded(own, at: k * network.inputs, width)
            }
        }
        return Matrix(rows)
    }

    /// An example's outputs depend on its own inputs alone.
    private func padded(_ own: [S], at place: Int, _ width: Int) -> [S] {
        [S](repeating: 0, count: place) + own + [S](repeating: 0, count: width - place - own.count)
    }
}
