import EventLoop
import HTTPServer
import Testing

@Suite("A server that begins")
struct StartTests {
    @Test(arguments: ["127.0.0.1", "0.0.0.0"])
    func `it listens on a free port where none is named`(host: String) async throws {
        let (port, text) = try await conversation {
            $0.host = host
        } _: { running in
            let client = try running.client()
            try client.get("/live")
            return (running.server.port, try client.answer().text)
        }
        #expect(port != 0)
        #expect(text == "alive")
    }

    @Test(arguments: [1, 2])
    func `a port where anybody listens is an error`(loops: Int) async throws {
        let error = try await conversation { running in
            var configuration = Configuration()
            (configuration.port, configuration.loops) = (running.server.port, loops)
            return #expect(throws: Server.StartError.self) { try Server(configuration, Service(), Unobserved()) }
        }
        #expect(error?.description == "bind: Address already in use")
    }

    @Test func `a port is free again after the end, though connections linger`() async throws {
        let text = try await conversation { running in
            let client = try running.client()
            try client.get("/live")
            _ = try client.answer()
            guard running.ends() else { return "no end" }
            var configuration = Configuration()
            configuration.port = running.server.port
            let next = try Running(configuration)
            defer { _ = next.ends() }
            let other = try next.client()
            try other.get("/live")
            return try other.answer().text
        }
        #expect(text == "alive")
    }

    @Test func `a host that is none is an error`() {
        var configuration = Configuration()
        (configuration.host, configuration.port) = ("256.0.0.1", 0)
        let error = #expect(throws: Server.StartError.self) { try Server(configuration, Service(), Unobserved()) }
        #expect(error?.description.hasPrefix("no address for \"256.0.0.1\": ") == true)
    }
}
