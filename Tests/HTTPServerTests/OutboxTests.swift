import EventLoop
import Testing

@testable import HTTPServer

@Suite("What waits to be written")
struct OutboxTests {
    struct NoConnection: Error {}

    /// The server's end of a connection.
    final class Accepted {
        let transport: Transport

        init(_ descriptor: consuming FileDescriptor) throws {
            transport = try Transport(descriptor, nil)
        }
    }

    /// A connection's two ends, of which the first does not wait.
    static func connect() throws -> (Accepted, Client) {
        let listener = try FileDescriptor.listener(host: "127.0.0.1", port: 0)
        let client = try Client(port: try listener.port())
        guard let accepted = try listener.accept() else { throw NoConnection() }
        return (try Accepted(accepted), client)
    }

    static func bytes(_ count: Int, _ value: UInt8) -> [UInt8] { [UInt8](repeating: value, count: count) }

    @Test func `nothing is nothing to write`() throws {
        let (socket, _) = try Self.connect()
        var (outbox, spares) = (Outbox(), Spares())
        outbox.append([])
        #expect(outbox.isEmpty)
        #expect(outbox.count == 0)
        let hasAdvanced = try outbox.flush(to: socket.transport, &spares)
        #expect(!hasAdvanced)
    }

    /// Pieces to both sides of the size up to which they are put together.
    @Test(arguments: [
        [1, 2, 3], [16_383, 1, 1], [16_384, 1], [1, 16_384], [20_000, 20_000, 5], [1, 0, 1], [0, 30_000, 0, 1],
    ])
    func `pieces are written in order`(sizes: [Int]) throws {
        let (socket, client) = try Self.connect()
        var (outbox, spares) = (Outbox(), Spares())
        var expected: [UInt8] = []
        for (i, size) in sizes.enumerated() {
            let piece = Self.bytes(size, UInt8(i))
            outbox.append(piece)
            expected += piece
        }
        #expect(outbox.count == expected.count)
        let hasAdvanced = try outbox.flush(to: socket.transport, &spares)
        #expect(hasAdvanced)
        #expect(outbox.isEmpty)
        #expect(outbox.count == 0)
        #expect(try client.read(count: expected.count) == expected)
    }

    @Test func `what finds no room stays, and goes on where it stopped`() throws {
        let (socket, client) = try Self.connect()
        var (outbox, spares) = (Outbox(), Spares())
        let pieces = (0..<7).map { Self.bytes(3_000_001, UInt8($0)) }
        let expected = pieces.flatMap { $0 }
        for piece in pieces { outbox.append(piece) }
        var received: [UInt8] = []
        var flushes = 0
        while !outbox.isEmpty {
            let before = outbox.count
            let hasAdvanced = try outbox.flush(to: socket.transport, &spares)
            #expect(hasAdvanced == (outbox.count < before))
            flushes += 1
            received += try client.read(count: expected.count - outbox.count - received.count)
        }
        #expect(flushes > 1)
        #expect(outbox.count == 0)
        #expect(received == expected)
    }

    @Test func `a client that is gone is an error`() throws {
        Signals.ignoreBrokenPipes()
        let socket = try { () throws in
            let (socket, client) = try Self.connect()
            client.vanish()
            return socket
        }()
        var (outbox, spares) = (Outbox(), Spares())
        outbox.append(Self.bytes(10, 1))
        #expect(throws: Broken.self) { try outbox.flush(to: socket.transport, &spares) }
    }
}
