import HTTPServer

/// What `chainrule --help` prints; the options come from their own table.
enum Help {
    static var text: String {
        """
        chainrule: the gradient of a neural network's cost, by backpropagation

        usage:
          chainrule serve [options]                  answer HTTP requests
          chainrule gradient FILE|-                  answer the document in a file, or on standard input,
          chainrule activations FILE|-               as POST /v1/gradient, /v1/activations, /v1/cost or
          chainrule cost FILE|-                      /v1/products would
          chainrule products FILE|-
          chainrule functions                        every activation and every cost
          chainrule explain [--json] FILE|-          the same for POST /v1/explanation, /v1/nudge and /v1/verification,
          chainrule nudge [--json] FILE|-            as a text, or with --json as it comes; verify has status 1 where
          chainrule verify [--json] FILE|-           the gradient in the document is wrong
          chainrule --help | --version

        options of serve, with their defaults; each is an environment variable too, --max-body as CHAINRULE_MAX_BODY:
        \(options)

        exit status: 0; 1 where a document is at fault, a gradient is wrong or the server cannot start; 2 for a wrong
        command line

        """
    }

    private static var options: String {
        let standard = try? ServeOptions([], ProcessEnvironment(overrides: [:], inherits: false))
        return ServeOptions.all.map { option in
            let value = standard.map(option.get) ?? ""
            let remark = remarks[option.flag] ?? (value.isEmpty ? "none" : value)
            return "  \(pad("\(option.flag) \(option.placeholder)", 37))\(option.meaning) (\(remark))"
        }.joined(separator: "\n")
    }

    /// Defaults that depend on the machine.
    private static let remarks = ["--loops": "one a processor", "--max-in-flight": "half of the memory"]

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
