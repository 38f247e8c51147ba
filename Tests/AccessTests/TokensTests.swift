import HTTPWire
import Testing

@testable import Access

/// The head of a request with these further fields.
func head(_ method: String = "GET", _ fields: String...) throws -> RequestHead {
    let text = (["\(method) / HTTP/1.1", "Host: h"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
    return try #require(try parseRequestHead(Array(text.utf8).span)).head
}

@Suite("Tokens")
struct TokensTests {
    /// The digest is that of `printf %s fedcba9876543210 | sha256sum`.
    static let text = """
        # who may ask

        alice 0123456789abcdef
        bob\tsha256:3465f6e6975baa864ca957f0914ecda9bf7eb601ac31ac20a5dc3d329279a843\r
        carol.b-2@example 0123456789abcdef+/._~-==
        """

    static func tokens() throws -> Tokens { try Tokens(parsing: Array(text.utf8)) }

    @Test(arguments: [
        ([], Tokens.Outcome.none),
        (["Authorization: Bearer 0123456789abcdef"], .known("alice")),
        (["Authorization: bEaReR   0123456789abcdef"], .known("alice")),
        (["authorization: Bearer 0123456789abcdef+/._~-=="], .known("carol.b-2@example")),
        (["Authorization: Bearer fedcba9876543210"], .known("bob")),
        (["Authorization: Bearer 0123456789abcdeF"], .unknown),
        (["Authorization: Bearer 0123456789abcde"], .unknown),
        (["Authorization: Bearer"], .malformed),
        (["Authorization: Bearer a b"], .malformed),
        (["Authorization: Bearer ="], .malformed),
        (["Authorization: Bearer a=b"], .malformed),
        (["Authorization: Bearer0123456789abcdef"], .none),
        (["Authorization: Basic YTpi"], .none),
        (["Authorization: Basic 0123456789abcdef"], .none),
        (["Authorization:"], .none),
        (["Authorization: Basic YTpi", "Authorization: Bearer 0123456789abcdef"], .malformed),
        (["Authorization: Bearer 0123456789abcdef", "Authorization: Bearer 0123456789abcdef"], .malformed),
    ])
    func `a request is known by its token`(fields: [String], outcome: Tokens.Outcome) throws {
        let text = (["GET / HTTP/1.1", "Host: h"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
        let head = try #require(try parseRequestHead(Array(text.utf8).span)).head
        #expect(try Self.tokens().owner(of: head) == outcome)
    }

    /// SHA-256 of "abc", FIPS 180-2 appendix B.1; too short to be given as itself.
    @Test func `a token may be given by its digest`() throws {
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let tokens = try Tokens(parsing: Array("x sha256:\(digest.uppercased())".utf8))
        #expect(tokens.owner(of: try head("GET", "Authorization: Bearer abc")) == .known("x"))
    }

    @Test(arguments: [
        ("", "there is no token in it"),
        ("# nobody\n\n", "there is no token in it"),
        ("alice", "line 1: expected a name and a token"),
        ("a 0123456789abcdef b", "line 1: expected a name and a token"),
        ("\na secret", "line 2: a token has at least 16 characters"),
        ("a 0123456789abcdef!", "line 1: a token has letters, digits and - . _ ~ + /, and may end in ="),
        ("a sha256:00", "line 1: sha256: is followed by 64 hexadecimal digits"),
        ("é 0123456789abcdef", "line 1: a name has at most 64 letters, digits, - _ . @"),
        ("a 0123456789abcdef\na 0123456789abcdeg", "line 2: the name a comes twice"),
        ("a 0123456789abcdef\nb 0123456789abcdef", "line 2: b has the same token as a"),
        (
            "b sha256:3465f6e6975baa864ca957f0914ecda9bf7eb601ac31ac20a5dc3d329279a843\na fedcba9876543210",
            "line 2: a has the same token as b"
        ),
    ])
    func `what is wrong with a file is said without its secrets`(text: String, message: String) {
        #expect(throws: AccessError(message)) { try Tokens(parsing: Array(text.utf8)) }
    }
}
