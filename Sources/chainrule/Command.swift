import EventLoop
import Glibc
import GradientAPI
import HTTPWire

/// A command that answers a document as a route would, through the same handler and without a socket.
enum Command: String, CaseIterable {
    case gradient, activations, cost, products, functions, explain, nudge, verify

    private var path: String {
        switch self {
        case .gradient, .activations, .cost, .products, .functions, .nudge: "/v1/\(rawValue)"
        case .explain: "/v1/explanation"
        case .verify: "/v1/verification"
        }
    }

    /// Whether its answers are for people unless `--json` asks for them as they are.
    private var isForPeople: Bool {
        switch self {
        case .gradient, .activations, .cost, .products, .functions: false
        case .explain, .nudge, .verify: true
        }
    }

    /// - Returns: The exit status: 0, or 1 where the document is at fault, the gradient in it is wrong, or the answer
    ///   cannot be written.
    func run(_ arguments: ArraySlice<String>) throws(UsageError) -> Int32 {
        var arguments = Array(arguments)
        let wantsText = isForPeople && !arguments.contains("--json")
        if isForPeople { arguments.removeAll { $0 == "--json" } }
        guard let response = try answer(arguments) else { return 1 }
        guard response.status == .ok else {
            write(response.body, to: .standardError)
            return 1
        }
        let report = isForPeople ? Report(response.joined().body) : nil
        do throws(SystemError) {
            if let report, wantsText {
                try writeAll(report.text(for: self).utf8, to: .standardOutput)
            } else {
                try put(response)
            }
        } catch {
            writeLine("chainrule: \(rawValue): standard output: \(error)", to: .standardError)
            return 1
        }
        return report?.disagrees == true ? 1 : 0
    }

    /// - Returns: `nil` where a file cannot be read.
    private func answer(_ arguments: [String]) throws(UsageError) -> Response? {
        if self == .functions {
            guard arguments.isEmpty else { throw UsageError("functions: expected no arguments") }
            return answer(to: Request(.get, path))
        }
        guard arguments.count == 1, let file = arguments.first else {
            throw UsageError("\(rawValue): expected one FILE, or - for standard input")
        }
        guard file == "-" || !file.hasPrefix("-") else { throw UsageError("\(rawValue): unknown option \"\(file)\"") }
        do throws(SystemError) {
            return answer(to: Request(.post, path, contentType: "application/json", body: try readAll(file)))
        } catch {
            writeLine("chainrule: \(rawValue): \(file): \(error)", to: .standardError)
            return nil
        }
    }

    private func answer(to request: Request) -> Response {
        switch Application().reply(to: request) {
        case .now(let response): response
        case .later(let work): work(Undisturbed())
        }
    }

    /// Writes the answer as it comes, and a line's end.
    private func put(_ response: Response) throws(SystemError) {
        if let pieces = response.pieces {
            for i in 0..<pieces.count {
                var piece: [UInt8] = []
                pieces.append(i, to: &piece)
                try writeAll(piece, to: .standardOutput)
            }
        }
        try writeAll(response.body + [0x0A], to: .standardOutput)
    }
}
