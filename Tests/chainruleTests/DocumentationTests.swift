import Foundation
import Testing

@Suite("The documentation is true")
struct DocumentationTests {
    /// A fenced block of Markdown.
    struct Block {
        let language: String
        let text: String
    }

    /// Every block in a language with the block that follows it: of ```` ```sh ```` what it prints.
    static func commands(in file: String, language: String = "sh") throws -> [(command: String, answer: String)] {
        let markdown = try String(contentsOf: Program.project.appending(path: file), encoding: .utf8)
        var blocks: [Block] = []
        var current: (language: String, lines: [Substring])?
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                if let block = current {
                    blocks.append(Block(language: block.language, text: block.lines.joined(separator: "\n")))
                }
                current = current == nil ? (String(line.dropFirst(3)), []) : nil
            } else {
                current?.lines.append(line)
            }
        }
        return zip(blocks, blocks.dropFirst()).filter { $0.0.language == language }.map { ($0.text, $1.text) }
    }

    @Test(arguments: ["README.md", "Examples/lesson/README.md", "Examples/verify/README.md"])
    func `every command in it prints what it says`(file: String) throws {
        let server = try RunningServer()
        let commands = try Self.commands(in: file)
        #expect(!commands.isEmpty)
        for (command, answer) in commands {
            let path = "\(Program.products.path()):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
            let local = command.replacing("127.0.0.1:8080", with: server.address)
            let outcome = try Program.run(
                ["-c", local], of: URL(filePath: "/bin/bash"), environment: ["PATH": path])
            #expect(outcome.output.trimmingCharacters(in: .newlines) == answer, "\(command)\n\(outcome.errors)")
        }
        #expect(server.stop() == 0)
    }

    /// The two ```` ```bash ```` blocks: the first ends with the command that serves, the second asks.
    @Test func `with the README's commands TLS and tokens work`() throws {
        let commands = try Self.commands(in: "README.md", language: "bash")
        try #require(commands.count == 2)
        let folder = try TemporaryFolder()
        var lines = commands[0].command.split(separator: "\n")
        let serve = lines.removeLast().split(separator: " ").map { String($0) }
        #expect(serve.starts(with: ["chainrule", "serve"]))
        let prepared = try Program.run(
            ["-ec", lines.joined(separator: "\n")], of: URL(filePath: "/bin/bash"), in: folder.url("."))
        #expect(prepared.status == 0, "\(prepared.errors)")
        let server = try RunningServer(Array(serve.dropFirst(2)), in: folder.url("."))
        #expect(server.greeting.contains("address=https://"))
        let command = commands[1].command.replacing(":8080", with: ":\(server.port)")
        let outcome = try Program.run(["-c", command], of: URL(filePath: "/bin/bash"), in: folder.url("."))
        #expect(outcome.output.trimmingCharacters(in: .newlines) == commands[1].answer, "\(outcome.errors)")
        #expect(server.line(with: " path=/v1/cost ", " caller=alice") != nil)
        #expect(server.stop() == 0)
    }

    @Test func `the running server and openapi.yaml say the same`() throws {
        let server = try RunningServer()
        let outcome = try Program.run(
            ["python3", "Tests/contract/check.py", "http://\(server.address)", "openapi.yaml"],
            of: URL(filePath: "/usr/bin/env"))
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(server.stop() == 0)
    }

    /// Screenshots of the page are left in .build/page.
    @Test func `the explorer page shows what the service says`() throws {
        let server = try RunningServer()
        let outcome = try Program.run(
            [".build/test-python/bin/python", "Tests/page/check.py", "http://\(server.address)", ".build/page"],
            of: URL(filePath: "/usr/bin/env"), seconds: 400)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        #expect(server.stop() == 0)
    }

    @Test func `the example trains, for two epochs`() throws {
        let server = try RunningServer()
        let outcome = try Program.run(
            ["python3", "Examples/digits/train.py", "--url", "http://\(server.address)", "--epochs", "2"],
            of: URL(filePath: "/usr/bin/env"))
        #expect(outcome.output.contains("held-out accuracy"), "\(outcome.errors)")
        #expect(server.stop() == 0)
    }

    @Test func `every request of the lesson has its answer`() throws {
        let folder = Program.project.appending(path: "Examples/lesson")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        let requests = names.filter { $0.hasSuffix(".json") && !$0.hasSuffix(".answer.json") }
        #expect(requests.count >= 2)
        for request in requests {
            let answer = folder.appending(path: request.replacing(".json", with: ".answer.json"))
            let outcome = try Program.run(["gradient", "Examples/lesson/\(request)"])
            #expect(outcome.output == (try String(contentsOf: answer, encoding: .utf8)), "\(request)")
        }
    }
}
