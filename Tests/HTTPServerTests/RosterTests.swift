import EventLoop
import Testing

@testable import HTTPServer

@Suite("Who serves a connection")
struct RosterTests {
    /// Workers that each have a mailbox, and nobody who reads it.
    static func roster(of count: Int) throws -> Roster {
        let roster = Roster()
        for _ in 0..<count { roster.add(try Mailbox()) }
        return roster
    }

    /// Whether a new connection stays with the worker that has accepted it.
    static func isKept(by index: Int, _ roster: Roster) throws -> Bool {
        roster.assign(try FileDescriptor.listener(host: "127.0.0.1", port: 0), to: index) != nil
    }

    @Test func `a connection stays where no other worker has fewer`() throws {
        let roster = try Self.roster(of: 3)
        #expect(try Self.isKept(by: 0, roster))
        #expect(try Self.isKept(by: 2, roster))
        #expect(try !Self.isKept(by: 0, roster))  // 1 has none
        #expect(try Self.isKept(by: 0, roster))
        #expect(try !Self.isKept(by: 0, roster))  // 0 has two, the others have one
    }

    @Test func `a connection that is over counts no more`() throws {
        let roster = try Self.roster(of: 2)
        for _ in 0..<4 { _ = try Self.isKept(by: 0, roster) }
        roster.leave(1)
        roster.leave(1)
        #expect(try !Self.isKept(by: 0, roster))
        #expect(try !Self.isKept(by: 0, roster))
        #expect(try Self.isKept(by: 0, roster))
    }

    @Test func `who stops sends nobody anything`() throws {
        let roster = try Self.roster(of: 2)
        roster.stop()
        for _ in 0..<3 { #expect(try Self.isKept(by: 0, roster)) }
    }
}
