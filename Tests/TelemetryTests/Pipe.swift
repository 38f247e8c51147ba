import Glibc
import Testing

/// A pipe, whose writing end the code under test is given.
final class Pipe {
    private(set) var reading: Int32
    let writing: Int32

    init(nonBlocking: Bool = false) throws {
        var ends: [Int32] = [-1, -1]
        let status = unsafe pipe(&ends)
        try #require(status == 0)
        (reading, writing) = (ends[0], ends[1])
        if nonBlocking { try #require(fcntl(writing, F_SETFL, O_NONBLOCK) == 0) }
    }

    /// The writing end stays open: the thread of a sink may still be about to use it.
    deinit { closeReading() }

    func closeReading() {
        if reading >= 0 { _ = close(reading) }
        reading = -1
    }

    /// What comes until the text ends so, or ten seconds are over.
    func read(until end: String) -> String {
        var bytes: [UInt8] = []
        let deadline = ContinuousClock.now + .seconds(10)
        while !bytes.suffix(end.utf8.count).elementsEqual(end.utf8), ContinuousClock.now < deadline {
            var readable = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&readable, 1, 100) == 1 else { continue }
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = unsafe Glibc.read(reading, &buffer, buffer.count)
            bytes += buffer.prefix(max(0, count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
