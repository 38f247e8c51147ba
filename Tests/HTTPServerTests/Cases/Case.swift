/// What becomes of a request, and of its connection.
enum Outcome: Sendable, Equatable, CustomStringConvertible {
    /// Answered with that status and text, and so is the next request on the connection.
    case kept(Int, String)
    /// Answered with that status and text, and the connection ends.
    case closed(Int, String)
    /// Answered with that status, in whatever words, and the connection ends.
    case refused(Int)

    /// What `/live` says where the connection goes on.
    static let alive = Outcome.kept(200, "alive")

    func describes(_ seen: Seen) -> Bool {
        switch self {
        case .kept(let code, let text): seen.code == code && seen.text == text && seen.isKept
        case .closed(let code, let text): seen.code == code && seen.text == text && !seen.isKept
        case .refused(let code): seen.code == code && !seen.isKept
        }
    }

    var description: String {
        switch self {
        case .kept(let code, let text): "\(code) \"\(text)\", kept"
        case .closed(let code, let text): "\(code) \"\(text)\", closed"
        case .refused(let code): "refused with \(code)"
        }
    }
}

/// What a client saw of it.
struct Seen: Equatable {
    var code: Int
    var text: String
    var isKept: Bool
}

/// Bytes that a client sends as one request, and what may become of them.
struct Case: Sendable {
    let name: String
    /// The section that says so.
    let rule: String
    let bytes: [UInt8]
    /// What is sent once `100 Continue` has come, which then must come.
    let afterContinue: [UInt8]?
    /// How often `100 Continue` may come.
    let continues: ClosedRange<Int>
    /// One of these becomes of it, the same however it is sent.
    let accepted: [Outcome]

    init(_ name: String, _ rule: String, bytes: [UInt8], _ accepted: Outcome...) {
        (self.name, self.rule, self.bytes, self.accepted) = (name, rule, bytes, accepted)
        (afterContinue, continues) = (nil, 0...0)
    }

    init(_ name: String, _ rule: String, _ text: String, mayContinue: Bool = false, _ accepted: Outcome...) {
        (self.name, self.rule, self.bytes, self.accepted) = (name, rule, Array(text.utf8), accepted)
        (afterContinue, continues) = (nil, 0...(mayContinue ? 1 : 0))
    }

    init(_ name: String, _ rule: String, _ text: String, afterContinue: String, _ accepted: Outcome...) {
        (self.name, self.rule, self.bytes, self.accepted) = (name, rule, Array(text.utf8), accepted)
        (self.afterContinue, continues) = (Array(afterContinue.utf8), 1...1)
    }

    /// HEAD is answered without a body.
    var method: String { bytes.starts(with: Array("HEAD ".utf8)) ? "HEAD" : "GET" }
}

// The rest of a request around the part that a case is about.
extension Case {
    static func line(_ requestLine: String) -> String { "\(requestLine)\r\nHost: h\r\n\r\n" }

    static func target(_ target: String) -> String { line("GET \(target) HTTP/1.1") }

    static func version(_ version: String) -> String { line("GET /live \(version)") }

    static func field(_ lines: String, version: String = "HTTP/1.1") -> String {
        "GET /live \(version)\r\nHost: h\r\n\(lines)\r\n\r\n"
    }

    static func host(_ lines: String, target: String = "/live", version: String = "HTTP/1.1") -> String {
        "GET \(target) \(version)\r\n\(lines)\r\n\r\n"
    }

    static func post(_ lines: String, _ body: String, version: String = "HTTP/1.1") -> String {
        "POST /echo \(version)\r\nHost: h\r\n\(lines)\r\n\r\n\(body)"
    }

    static func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked", body) }
}
