import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
    static let document = #"""
        {"network": {"layers": [{"weights": [[3]], "biases": [-6], "activation": "sigmoid"}], "cost": "squared_error"},
         "examples": [{"input": [2], "target": [1]}], "return": ["cost", "gradient_vector"]}
        """#

    @Test func `a document on standard input is answered as by the route`() throws {
        let outcome = try Program.run(["gradient", "-"], input: Self.document)
        #expect(outcome.status == 0)
        #expect(outcome.output == "{\"cost\":0.25,\"gradient_vector\":[-0.5,-0.25]}\n")
        #expect(outcome.errors == "")
    }

    @Test func `explanations and nudges are texts, or as they come`() throws {
        let document = Self.document.replacing(
            #""return": ["cost", "gradient_vector"]"#, with: #""precision": "float64""#)
        let explained = try Program.run(["explain", "-"], input: document)
        #expect(explained.status == 0)
        #expect(
            explained.output.hasPrefix(
                "C = 0.25\n\n∂C/∂a⁽⁰⁾₀ = -0.75\n  example 0: -0.75\n"
                    + "    through neuron 0:  3  ·  0.25  ·  -1  =  -0.75\n\n∂C/∂w⁽¹⁾₀₀ = -0.5\n  example 0: -0.5\n"
                    + "    ∂z/∂w  2\n    ∂a/∂z  0.25\n    ∂C/∂a  -1\n"))
        let asIs = try Program.run(["explain", "--json", "-"], input: document)
        #expect(asIs.output.hasPrefix(#"{"cost":0.25,"explanations":[{"parameter":{"layer":0,"activation":0},"#))
        let nudge = document.replacing(
            #""precision""#, with: #""parameter": {"layer": 1, "bias": 0}, "nudges": [0, 1e300], "precision""#)
        let nudged = try Program.run(["nudge", "-"], input: nudge)
        #expect(
            nudged.output == """
                C = 0.25
                derivative = -0.25

                nudge   ΔC     ΔC / nudge
                0       0      -
                1e+300  -0.25  -2.5e-301

                """)
    }

    @Test(arguments: [
        ("[-0.5, -0.25]", 0, "The gradient is right: all 2 derivatives agree.\n"),
        ("[1, -0.25]", 1, "The gradient is wrong: 1 of 2 derivatives do not agree.\n"),
    ])
    func `a verdict is the exit status`(gradient: String, status: Int32, beginning: String) throws {
        let document = Self.document.replacing(
            #""return": ["cost", "gradient_vector"]"#, with: "\"gradient\": \(gradient)")
        for options in [[], ["--json"]] {
            let outcome = try Program.run(["verify"] + options + ["-"], input: document)
            #expect(outcome.status == status && outcome.errors == "")
            #expect(outcome.output.hasPrefix(options.isEmpty ? beginning : "{\"agrees\":\(status == 0)"))
        }
    }

    @Test func `a file is answered, a file that is not there is an error`() throws {
        let outcome = try Program.run(["cost", "Examples/lesson/chain.json"])
        #expect(outcome.output == "{\"cost\":0.18083700434435465,\"example_costs\":[0.18083700434435465]}\n")
        let missing = try Program.run(["cost", "nowhere.json"])
        #expect(missing.status == 1)
        #expect(missing.errors == "chainrule: cost: nowhere.json: open: No such file or directory\n")
    }

    @Test func `a long answer is the one that the server writes in chunks`() throws {
        let weights = (0..<70_000).map { "\($0)" }.joined(separator: ",")
        let document = #"""
            {"network": {"layers": [{"weights": [[\#(weights)]], "biases": [0.5], "activation": "identity"}],
              "cost": "squared_error"}, "examples": {"inputs": [[\#(weights)]], "targets": [[1]]}}
            """#
        let server = try RunningServer()
        let chunked = try server.ask("/v1/gradient", ["--no-raw"], document: document)
        let whole = try server.ask("/v1/gradient", ["--http1.0"], document: document)
        #expect(server.stop() == 0)
        #expect(chunked["transfer-encoding"] == "chunked" && chunked["content-length"] == nil)
        #expect(whole["transfer-encoding"] == nil && whole["content-length"] == "\(whole.body.count)")
        let outcome = try Program.run(["gradient", "-"], input: document)
        let isSame = outcome.output == chunked.text + "\n" && whole.body == chunked.body
        #expect(isSame)
        #expect(server.line(with: " response_bytes=\(whole.body.count) ") != nil)
    }

    @Test func `an answer that cannot be written is told, with status 1`() throws {
        let command = "\"$0\" cost Examples/lesson/chain.json >/dev/full"
        let outcome = try Program.run(["-c", command, Program.executable.path], of: URL(filePath: "/bin/sh"))
        #expect(outcome.status == 1)
        #expect(outcome.errors == "chainrule: cost: standard output: write: No space left on device\n")
    }

    @Test(arguments: ["--help", "--version", "cost Examples/lesson/chain.json"])
    func `without standard output the status is 1`(arguments: String) throws {
        let command = "\"$0\" \(arguments) >&-"
        let outcome = try Program.run(["-c", command, Program.executable.path], of: URL(filePath: "/bin/sh"))
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasSuffix("standard output: write: Bad file descriptor\n"))
    }

    /// OpenBLAS has threads, which wait for memory as long as there is none.
    @Test(arguments: [100_000, 150_000, 200_000])
    func `it ends where memory is short`(kibibytes: Int) throws {
        let cost = "timeout -s KILL 20 \"$0\" cost Examples/lesson/chain.json"
        let command = "ulimit -v \(kibibytes); \(cost) >&2; [ $? = 137 ] || echo ended"
        let outcome = try Program.run(["-c", command, Program.executable.path], of: URL(filePath: "/bin/sh"))
        #expect(outcome.output == "ended\n")
    }

    @Test func `a document at fault is told on standard error, with status 1`() throws {
        let outcome = try Program.run(["activations", "-"], input: "{")
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("urn:chainrule:problem:malformed-json"))
    }

    @Test(arguments: [
        (
            ["fly"],
            "chainrule: unknown command \"fly\"; known: serve, gradient, activations, cost, products, functions, "
                + "explain, nudge, verify (chainrule --help)\n"
        ),
        (["gradient"], "chainrule: gradient: expected one FILE, or - for standard input (chainrule --help)\n"),
        (["gradient", "-v"], "chainrule: gradient: unknown option \"-v\" (chainrule --help)\n"),
        (["serve", "--prot", "1"], "chainrule: serve: unknown option \"--prot\" (chainrule --help)\n"),
        (["serve", "--port"], "chainrule: serve: --port needs a value, PORT (chainrule --help)\n"),
        (
            ["serve", "--port=x"],
            "chainrule: serve: --port takes a whole number from 0 to 65535, not \"x\" (chainrule --help)\n"
        ),
    ])
    func `a wrong command line is one line and status 2`(arguments: [String], errors: String) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors == errors)
    }

    @Test func `a flag's environment twin is read, and named where it is wrong`() throws {
        let outcome = try Program.run(["serve"], environment: ["CHAINRULE_MAX_BODY": "0"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("chainrule: serve: CHAINRULE_MAX_BODY takes a whole number from 1 to"))
    }

    @Test func `help names every option and its default`() throws {
        let help = try Program.run(["--help"]).output
        for text in [
            "serve", "gradient FILE|-", "--idle-timeout SECONDS", "CHAINRULE_MAX_BODY", "(67108864)",
            "(half of the memory)",
        ] {
            #expect(help.contains(text))
        }
        #expect(try Program.run(["--version"]).output == "chainrule 0.1.0\n")
    }

    @Test func `the server says where it listens, and ends with 0 on SIGTERM`() throws {
        let server = try RunningServer()
        #expect(server.greeting.contains(" info listening version=0.1.0 address=http://127.0.0.1:"))
        #expect(server.stop() == 0)
    }

    @Test func `a port that is taken, or a host that is not here, is one line and status 1`() throws {
        let outcome = try Program.run(["serve", "--host", "192.0.2.1"])
        #expect(outcome.status == 1)
        #expect(outcome.errors == "chainrule: serve: bind: Cannot assign requested address\n")
        let server = try RunningServer()
        let port = try #require(server.address.split(separator: ":").last)
        let second = try Program.run(["serve", "--port", String(port)])
        #expect(second.status == 1)
        #expect(second.errors == "chainrule: serve: bind: Address already in use\n")
        #expect(server.stop() == 0)
    }
}
