internal import Backpropagation
internal import JSON
internal import LinearAlgebra

extension Question {
    /// About how many numbers, and texts as long as two of them, the answer holds.
    func numbers(_ network: Network<S>, examples n: Int) -> Int {
        switch self {
        case .explanation(let variables):
            variables.reduce(0) { $0.plus(network.terms(of: $1).times(n).plus(16)) }.times(8)
        case .nudge(_, let nudges, _): nudges.count.times(n.times(network.neurons).times(2).plus(4))
        case .verification: 4096
        case .products(let products): products.numbers(network, examples: n)
        }
    }
}

extension Question {
    /// What there may be less of.
    var remedy: String {
        switch self {
        case .explanation: "fewer `parameters`"
        case .nudge: "fewer `nudges`"
        case .verification: "a smaller network"
        case .products(let products): products.kind.takesVectors ? "fewer `vectors`" : "products with `vectors`"
        }
    }

    /// Where the document asks for it.
    var pointer: String {
        switch self {
        case .explanation: "/examples"
        case .nudge: "/nudges"
        case .verification: "/gradient"
        case .products(let products): products.kind.takesVectors ? "/vectors" : "/kind"
        }
    }

    /// Numbers that the answer is worked out in, at most at a time, beside those of the passes.
    func workingNumbers(_ network: Network<S>, examples n: Int) -> Int {
        let pass = n.times(network.neurons).times(2).plus(network.parameters)
        return switch self {
        case .explanation: n.times(network.neurons)
        case .nudge: pass.times(2)
        case .verification: pass.times(16)
        case .products(let products): pass.times(8).plus(products.numbers(network, examples: n).times(2))
        }
    }
}

extension Network {
    /// About how many factors and paths the explanation of a variable has for each example.
    fileprivate func terms(of variable: Variable) -> Int {
        func width(_ l: Int) -> Int { self.width(ofLayer: l) }
        func factors(_ l: Int) -> Int { layers[l - 1].activation.isElementwise ? 3 : 2 * width(l) + 1 }
        if case .slope(let l, _) = variable { return layers[l - 1].slopeCount == 1 ? 2 * width(l) : 2 }
        guard case .activation(let l, _) = variable else { return factors(variable.layer) }
        return l == layers.count ? 1 : width(l + 1).times(factors(l + 1).plus(2))
    }
}

extension EvaluationResults {
    /// Writes the answer to a question, in the order of openapi.yaml.
    func write(to writer: inout Writer, _ question: Question<S>) {
        if case .products(let products) = question { return write(products, to: &writer) }
        guard let backward, let objective = evaluation.objective else { return }
        writer.object { writer in
            switch question {
            case .explanation(let variables):
                writer.key("cost")
                writer.number(self.cost)
                let chainRule = ChainRule(evaluation.network, forward, backward, objective)
                write(explanationsOf: variables, chainRule, objective, to: &writer)
            case .nudge(let variable, let nudges, let example):
                writer.key("cost")
                writer.number(self.cost)
                let chainRule = ChainRule(evaluation.network, forward, backward, objective)
                let pass = NudgeAnswer(
                    variable: variable, example: example, network: evaluation.network, forward: forward,
                    objective: objective, cost: self.cost)
                pass.write(nudges, chainRule, to: &writer) { isCancelled }
            case .verification(let claimed, let relative, let absolute):
                let answer = try? VerificationAnswer(
                    claimed, self, backward, objective, relative: relative, absolute: absolute)
                answer?.write(to: &writer)  // or nobody waits for it
            case .products: break  // above
            }
        }
    }
}

extension Writer {
    /// `{"layer": l, "weight": [j, k]}`, as a document names it.
    mutating func variable(_ variable: Variable) {
        object { writer in
            writer.key("layer")
            writer.integer(variable.layer)
            switch variable {
            case .weight(_, let j, let k):
                writer.key("weight")
                writer.array([j, k]) { $0.integer($1) }
            case .bias(_, let j):
                writer.key("bias")
                writer.integer(j)
            case .slope(_, let j):
                writer.key("slope")
                writer.integer(j)
            case .activation(_, let k):
                writer.key("activation")
                writer.integer(k)
            }
        }
    }

    mutating func member(_ key: StaticString, _ text: String) {
        self.key(key)
        string(text)
    }

    mutating func member<S: BinaryFormat>(_ key: StaticString, _ number: S) {
        self.key(key)
        self.number(number)
    }

    mutating func member<S: BinaryFormat>(_ key: StaticString, _ numbers: [S]) {
        self.key(key)
        self.numbers(numbers)
    }

    mutating func boolean(_ key: StaticString, _ value: Bool) {
        self.key(key)
        raw(value ? "true" : "false")
    }
}
