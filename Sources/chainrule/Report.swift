/// An explanation, a nudge or a verdict as a text for people.
struct Report {
    private let answer: Value

    init?(_ bytes: [UInt8]) {
        guard let answer = Value(bytes) else { return nil }
        self.answer = answer
    }

    /// Whether it is a verdict that a gradient is wrong.
    var disagrees: Bool { if case .boolean(false) = answer["agrees"] { true } else { false } }

    func text(for command: Command) -> String {
        let lines =
            switch command {
            case .explain: explanations
            case .nudge: nudges
            default: verdict
            }
        return lines.joined(separator: "\n") + "\n"
    }

    private var explanations: [String] {
        ["C = \(answer["cost"].description)"]
            + answer["explanations"].elements.flatMap { explanation in
                ["", "\(explanation["symbol"].description) = \(explanation["value"].description)"]
                    + explanation["examples"].elements.enumerated().flatMap { k, example in lines(k, example) }
            }
    }

    private func lines(_ k: Int, _ example: Value) -> [String] {
        let factors = example["factors"].elements.map { factor in
            [factor["symbol"].description, (factor["value"].isNull ? factor["values"] : factor["value"]).description]
        }
        let paths = example["paths"].elements.map { path in
            [
                "through neuron \(path["neuron"].description):", path["weight"].description, "·",
                (path["activation_derivative"].isNull ? path["activation_derivatives"] : path["activation_derivative"])
                    .description, "·",
                (path["cost_derivative"].isNull ? path["cost_derivatives"] : path["cost_derivative"]).description, "=",
                path["value"].description,
            ]
        }
        return ["  example \(k): \(example["value"].description)"] + table(factors + paths).map { "    \($0)" }
    }

    private var nudges: [String] {
        let rows = answer["nudges"].elements.map { nudge in
            [nudge["nudge"].description, nudge["cost_change"].description, nudge["ratio"].description]
        }
        return ["C = \(answer["cost"].description)", "derivative = \(answer["derivative"].description)", ""]
            + table([["nudge", "ΔC", "ΔC / nudge"]] + rows)
    }

    private var verdict: [String] {
        let count = answer["parameters"].description
        let differences =
            "Central differences are \(answer["numerical"]["largest_relative_error"].description) away from what is expected, "
            + "in relation to the largest derivative."
        if answer["agrees"].isTrue {
            return ["The gradient is right: all \(count) derivatives agree.", differences]
        }
        let errors = answer["largest_errors"].elements.map { error in
            ["pointer", "claimed", "expected", "relative_error", "numerical"].map { error[$0].description }
        }
        let findings = answer["diagnosis"].elements.map { finding in
            "\(finding["finding"].description): \(finding["explanation"].description)"
        }
        return [
            "The gradient is wrong: \(answer["wrong_parameters"].description) of \(count) derivatives do not agree.",
            "",
        ]
            + table([["where", "claimed", "expected", "relative error", "by differences"]] + errors) + [
                "", differences, "",
            ]
            + (findings.isEmpty ? ["It looks like no mistake that is known here."] : findings)
    }

    /// Rows whose columns stand under one another.
    private func table(_ rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            zip(row, widths).enumerated().map { i, cell in
                i == row.count - 1 ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
            }.joined(separator: "  ")
        }
    }
}
