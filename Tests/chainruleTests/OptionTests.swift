import Foundation
import Testing

extension RunningProgram {
    @Suite("Options")
    struct OptionTests {
        /// Flags with their defaults, in order, as the README's table has them.
        static func readme() throws -> [String] {
            let text = try String(contentsOf: Program.project.appending(path: "README.md"), encoding: .utf8)
            return text.split(separator: "\n").filter { $0.hasPrefix("| `--") }.flatMap { row -> [String] in
                let cells = row.split(separator: "|", omittingEmptySubsequences: false).map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
                // A row may have several flags.
                return cells[1].split(separator: ", ").map { flag in
                    "\(flag.replacing("`", with: "")) (\(cells[2].isEmpty ? "none" : cells[2]))"
                }
            }
        }

        /// Flags with their defaults, in order, as help has them.
        static func help() throws -> [String] {
            try Program.run(["--help"]).output.split(separator: "\n").filter { $0.hasPrefix("  --") }.map { line in
                "\(line.split(separator: " ")[0]) (\(line.split(separator: "(").last ?? "")"
            }
        }

        @Test func `README and help have the same options with the same defaults in the same order`() throws {
            let help = try Self.help()
            #expect(help.count > 20)
            #expect(try Self.readme() == help)
        }

        @Test func `a flag's environment twin is obeyed, and the flag before it`() throws {
            let environment = ["CHAINRULE_MAX_BODY": "200", "CHAINRULE_LOG_FORMAT": "json"]
            let body = [UInt8](repeating: 0x20, count: 201)
            let server = try RunningServer(environment: environment)
            #expect(server.greeting.hasPrefix("{\"time\":"))
            let refused = try server.ask("/v1/cost", body: body)
            #expect(refused.status == 413)
            #expect(refused.text.contains("urn:chainrule:problem:content-too-large"))
            #expect(try server.ask("/v1/cost", body: Array(body.dropLast())).status == 400)
            #expect(server.stop() == 0)
            let other = try RunningServer(["--max-body", "201"], environment: environment)
            #expect(try other.ask("/v1/cost", body: body).status == 400)
            #expect(other.stop() == 0)
        }

        @Test func `every option has a twin`() throws {
            for flag in try Self.help().map({ String($0.split(separator: " ")[0]) }) {
                let name = "CHAINRULE_" + flag.dropFirst(2).uppercased().replacing("-", with: "_")
                // No file, address, number or choice is called so.
                let environment = ["CHAINRULE_PORT": "0"].merging([name: "/nowhere"]) { $1 }
                let outcome = try Program.run(["serve"], environment: environment)
                #expect(outcome.status == 1 || outcome.status == 2, "\(name)")
                #expect(
                    [name, flag, "/nowhere"].contains { outcome.errors.contains($0) }, "\(name): \(outcome.errors)")
            }
        }

        @Test func `a request that there is no room for is told when to come again`() throws {
            let server = try RunningServer(["--max-in-flight", "1048576"])
            let answer = try server.ask("/v1/cost", body: [UInt8](repeating: 0x20, count: 1_100_000))
            #expect(answer.status == 503)
            #expect(answer["retry-after"] == "1")
            #expect(answer.text.contains("urn:chainrule:problem:service-unavailable"))
            #expect(server.stop() == 0)
        }
    }
}
