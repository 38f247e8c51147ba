import HTTPWire
import Testing

@testable import HTTPServer

@Suite("What a connection reads")
struct RequestReaderTests {
    /// The end of one comes with the beginning of the next, so that there is always something left over.
    @Test func `requests that come in pieces leave no memory behind`() throws {
        let (socket, client) = try OutboxTests.connect()
        var reader = RequestReader(HeadLimits())
        var (arrivals, head) = ([UInt8](), RequestHead())
        let pieces = ["POST / HTTP/1.1\r\nHost: h\r\nConte", "nt-Length: 3\r\n\r\nabc"]
        try client.send(pieces[0])
        for _ in 0..<2000 {
            try client.send(pieces[1] + pieces[0])
            var hasBody = false
            while !hasBody {
                _ = try reader.read(from: socket.transport, &arrivals)
                while try reader.nextHead(into: &head) {
                    try reader.expect(head.framing, limit: 10)
                    let body = try reader.nextBody()
                    hasBody = body.map { $0.bytes[$0.range].elementsEqual("abc".utf8) } ?? false
                }
                reader.giveBack(&arrivals)
            }
        }
        #expect(reader.ownMemory <= 160 * 1024)
    }
}
