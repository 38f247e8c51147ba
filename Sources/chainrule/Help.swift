import HTTPServer

/// What `chainrule --help` prints; the options come from their own table.
enum Help {
    static var text: String {
        """
        chainrule: the gradient of a neural network's cost, by backpropagation

        usage:
          chainrule serve [options]                  answer HTTP requests
          chainrule gradient FILE|-                  answer the document in a file, or on standard input,
          chainrule activations FILE|-               as POST /v1/gradient, /v1/activations or /v1/cost would
          chainrule cost FILE|-
          chainrule --help | --version

        options of serve, with their environment variables and defaults:
        \(options)

        exit status: 0; 1 where a document is at fault or the server cannot start; 2 for a wrong command line

        """
    }

    private static var options: String {
        ServeOptions.all.map { option in
            let standard = option.flag == "--loops" ? "one a processor" : option.get(Configuration())
            let flag = pad("\(option.flag) \(option.placeholder)", 26)
            return "  \(flag)\(pad(option.variable, 28))\(option.meaning) (\(standard))"
        }.joined(separator: "\n")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
