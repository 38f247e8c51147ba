import Foundation
import Testing

extension RunningProgram {
    @Suite("Codings, from end to end")
    struct CodingTests {
        static func asking(_ codings: String) -> [String] { ["-H", "Accept-Encoding: \(codings)"] }

        /// Codes or decodes through Python, which has zlib of its own.
        static func python(_ expression: String, _ bytes: [UInt8]) throws -> [UInt8] {
            let folder = try TemporaryFolder()
            try Data(bytes).write(to: folder.url("in"))
            let program =
                "import gzip, zlib; b = open('\(folder.path("in"))', 'rb').read(); "
                + "open('\(folder.path("out"))', 'wb').write(\(expression))"
            let outcome = try Program.run(["python3", "-c", program], of: URL(filePath: "/usr/bin/env"))
            #expect(outcome.status == 0, "\(outcome.errors)")
            return Array(try Data(contentsOf: folder.url("out")))
        }

        @Test func `what goes in and comes out in gzip or deflate is what goes in and comes out as it is`() throws {
            let server = try RunningServer()
            let plain = try server.ask("/v1/gradient", document: Documents.wide)
            #expect(plain.status == 200)
            #expect(plain["content-encoding"] == nil)
            #expect(plain["vary"] == "Accept, Accept-Encoding")
            for (name, code, decode) in [
                ("gzip", "gzip.compress(b)", "gzip.decompress(b)"),
                ("deflate", "zlib.compress(b)", "zlib.decompress(b)"),
            ] {
                let body = try Self.python(code, Array(Documents.wide.utf8))
                let options = Self.asking(name) + ["-H", "Content-Encoding: \(name)"]
                let answer = try server.ask("/v1/gradient", options, body: body)
                #expect(answer.status == 200)
                #expect(answer["content-encoding"] == name)
                #expect(answer.body.count < plain.body.count)
                #expect(answer["content-length"] == String(answer.body.count))
                #expect(try Self.python(decode, answer.body) == plain.body)
                #expect(
                    server.line(with: " request_bytes=\(body.count) ", " response_bytes=\(answer.body.count) ") != nil)
            }
            #expect(server.stop() == 0)
        }

        @Test(arguments: ["identity;q=0", "*;q=0", "br, identity;q=0", "gzip;q=0, deflate;q=0, identity;q=0"])
        func `who takes nothing that there is gets 406, and is told of errors all the same`(codings: String) throws {
            let server = try RunningServer()
            for path in ["/livez", "/openapi.yaml"] {
                let answer = try server.ask(path, Self.asking(codings))
                #expect(answer.status == 406)
                #expect(answer.text.contains("urn:chainrule:problem:not-acceptable"))
            }
            #expect(try server.ask("/v1/cost", Self.asking(codings), document: "{").status == 400)
            #expect(server.stop() == 0)
        }

        @Test func `who takes only gzip gets even a small answer in it`() throws {
            let server = try RunningServer()
            let answer = try server.ask("/livez", Self.asking("gzip, identity;q=0"))
            #expect(answer["content-encoding"] == "gzip")
            #expect(try Self.python("gzip.decompress(b)", answer.body) == Array("ok\n".utf8))
            #expect(server.stop() == 0)
        }

        @Test func `what is not what it says, or another coding, or too large inside, is refused`() throws {
            let server = try RunningServer(["--max-body", "4096"])
            let gzip = ["-H", "Content-Encoding: gzip"]
            let corrupt = try server.ask("/v1/cost", gzip, document: Documents.chain)
            #expect(corrupt.status == 400)
            #expect(corrupt.text.contains("urn:chainrule:problem:bad-request"))
            let other = try server.ask("/v1/cost", ["-H", "Content-Encoding: br"], document: Documents.chain)
            #expect(other.status == 415)
            #expect(other["accept-encoding"] == "gzip, deflate")
            let bomb = try Self.python("gzip.compress(b' ' * 4097)", [])
            #expect(bomb.count < 100)
            #expect(try server.ask("/v1/cost", gzip, body: bomb).status == 413)
            #expect(server.stop() == 0)
        }
    }
}
