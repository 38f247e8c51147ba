import Foundation
import Testing

extension RunningProgram {
    @Suite("The end of the server")
    struct StoppingTests {
        @Test func `while it drains it is not ready, and answers`() throws {
            let server = try RunningServer(["--drain-delay", "3"])
            #expect(try server.ask("/readyz").status == 200)
            server.signal(SIGTERM)
            #expect(server.line(with: " info stopping drain_delay_s=3") != nil)
            let ready = try server.ask("/readyz")
            #expect(ready.status == 503)
            #expect(ready.text.contains("urn:chainrule:problem:not-ready"))
            #expect(try server.ask("/livez").status == 200)
            #expect(try server.ask("/v1/cost", document: Documents.chain).status == 200)
            #expect(server.end() == 0)
            #expect(server.line(with: " info stopped") != nil)
        }

        @Test(arguments: [SIGTERM, SIGINT])
        func `a second signal ends it at once`(signal: Int32) throws {
            // Longer than `end` waits.
            let server = try RunningServer(["--drain-delay", "60"])
            server.signal(signal)
            #expect(server.line(with: " info stopping") != nil)
            server.signal(signal)
            #expect(server.end() == 1)
        }

        @Test(.disabled(if: Program.isSanitized, "a sanitizer takes memory of its own"))
        func `it ends in peace where there is no memory for another thread`() throws {
            let server = try RunningServer()
            #expect(try server.ask("/v1/cost", document: Documents.chain).status == 200)
            let limit = ["--pid", "\(server.identifier)", "--as=0"]
            #expect(try Program.run(limit, of: URL(filePath: "/usr/bin/prlimit")).status == 0)
            #expect(server.stop() == 0)
            #expect(server.line(with: " info stopped") != nil)
        }

        @Test func `SIGHUP without files to read is no end`() throws {
            let server = try RunningServer()
            server.signal(SIGHUP)
            #expect(server.line(with: " info reloaded") != nil)
            #expect(try server.ask("/livez").status == 200)
            #expect(server.stop() == 0)
        }
    }
}
