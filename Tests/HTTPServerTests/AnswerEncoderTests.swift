import HTTPWire
import Synchronization
import Testing

@testable import HTTPServer

@Suite("Answers in a coding")
struct AnswerEncoderTests {
    /// Work that is cancelled after so many questions whether it is, or finds no memory.
    final class Interrupted: Computation {
        let questions = Atomic(0)
        private let patience: Int
        private let hasMemory: Bool

        init(after patience: Int = .max, hasMemory: Bool = true) {
            (self.patience, self.hasMemory) = (patience, hasMemory)
        }

        var isCancelled: Bool { questions.add(1, ordering: .relaxed).newValue > patience }
        func reserve(_ bytes: Int) -> Bool { hasMemory }
    }

    static let megabyte = Response(.ok, body: (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 * $0 / 251) })

    static func encoder(_ wishes: String, version: String = "HTTP/1.1") throws -> AnswerEncoder {
        let text = "GET / \(version)\r\nHost: h\r\nAccept-Encoding: \(wishes)\r\n\r\n"
        return AnswerEncoder(try #require(try parseRequestHead(Array(text.utf8).span)).head, Service())
    }

    static func coding(_ response: Response) -> String? {
        response.fields.first { $0.name == "Content-Encoding" }?.value
    }

    @Test func `coding a large answer asks whether to go on, and stops where nobody waits`() throws {
        let patient = Interrupted()
        #expect(Self.coding(try Self.encoder("gzip").encode(Self.megabyte, patient)) == "gzip")
        #expect(patient.questions.load(ordering: .relaxed) >= 16)
        let cancelled = Interrupted(after: 2)
        #expect(Self.coding(try Self.encoder("gzip").encode(Self.megabyte, cancelled)) == nil)
        #expect(cancelled.questions.load(ordering: .relaxed) == 3)
    }

    @Test func `where there is no memory for it, the answer goes as it is if it may`() throws {
        let plain = try Self.encoder("gzip").encode(Self.megabyte, Interrupted(hasMemory: false))
        #expect(plain.status == .ok)
        #expect(Self.coding(plain) == nil)
        #expect(plain.body.count == 1 << 20)
        let refused = try Self.encoder("gzip, identity;q=0").encode(Self.megabyte, Interrupted(hasMemory: false))
        #expect(refused.status == .serviceUnavailable)
    }

    @Test(arguments: [
        ("gzip", nil), ("identity;q=0", nil), ("*;q=0", nil), ("br, identity;q=0", nil),
        ("gzip, identity;q=0", "gzip"), ("deflate, *;q=0", "deflate"),
    ])
    func `a small answer is coded only where it must be`(wishes: String, coding: String?) throws {
        let response = try Self.encoder(wishes).encode(Response(.ok, body: [1, 2, 3]))
        #expect(Self.coding(response) == coding)
        #expect(response.status == (wishes == "gzip" || coding != nil ? .ok : .notAcceptable))
    }

    @Test func `what went wrong is told in any case`() throws {
        let response = try Self.encoder("identity;q=0").encode(Response(.notFound, body: [1, 2, 3]))
        #expect(response.status == .notFound)
    }

    /// A body in pieces, to clients that do and do not know chunks.
    @Test(arguments: [("identity", "HTTP/1.1"), ("identity", "HTTP/1.0"), ("gzip", "HTTP/1.1"), ("gzip", "HTTP/1.0")])
    func `pieces are joined where they must be`(wishes: String, version: String) throws {
        let response = Response(.ok, pieces: Letters(count: 3, each: 1000))
        let encoder = try Self.encoder(wishes, version: version)
        #expect(!encoder.isQuick(response))
        let encoded = encoder.encode(response, Undisturbed())
        #expect((encoded.pieces != nil) == (wishes == "identity" && version == "HTTP/1.1"))
        #expect(Self.coding(encoded) == (wishes == "gzip" ? "gzip" : nil))
        #expect(encoded.body.isEmpty == (encoded.pieces != nil))
        #expect(encoded.fields.contains { $0 == ("Vary", "Accept-Encoding") })
        let known = encoder.encode(Response(.ok, pieces: Letters(count: 3, each: 1000, hasLength: true)), Undisturbed())
        #expect((known.pieces != nil) == (wishes == "identity"))
        let poor = encoder.encode(response, Interrupted(hasMemory: false))
        #expect(poor.status == (version == "HTTP/1.1" ? .ok : .serviceUnavailable))
        #expect((poor.pieces != nil) == (version == "HTTP/1.1"))
    }
}
