import HTTPWire
import Testing

@testable import Access

/// The Fetch standard, HTTP-CORS protocol.
@Suite("Origins")
struct OriginsTests {
    private static func names(_ fields: AllowedOrigins.FieldLines?) -> [String]? { fields?.map(\.name) }

    @Test func `an origin on the list is allowed by name`() throws {
        let origins = try AllowedOrigins(parsing: "https://a.example, http://localhost:3000")
        let fields = origins.fields(for: try head("GET", "Origin: http://localhost:3000"))
        #expect(fields.first { $0.name == "Access-Control-Allow-Origin" }?.value == "http://localhost:3000")
        #expect(fields.first { $0.name == "Vary" }?.value == "Origin")
    }

    @Test(arguments: [
        "Origin: https://b.example", "Origin: null", "Origin: https://a.example.evil", "Origin: https://A.example",
        "Origin: http://a.example", "X: y",
    ])
    func `any other is not, and caches are told that it matters`(field: String) throws {
        let origins = try AllowedOrigins(parsing: "https://a.example")
        #expect(Self.names(origins.fields(for: try head("GET", field))) == ["Vary"])
    }

    @Test func `a star allows all`() throws {
        let origins = try AllowedOrigins(parsing: "*")
        let fields = origins.fields(for: try head("GET", "Origin: https://b.example"))
        #expect(fields.first?.value == "*")
        #expect(Self.names(fields)?.contains("Vary") == false)
        #expect(origins.fields(for: try head()).isEmpty)
    }

    @Test func `a preflight is told what it may ask`() throws {
        let origins = try AllowedOrigins(parsing: "https://a.example")
        let asking = try head("OPTIONS", "Origin: https://a.example", "Access-Control-Request-Method: POST")
        let fields = try #require(origins.preflight(asking, methods: "POST, OPTIONS"))
        #expect(fields.first { $0.name == "Access-Control-Allow-Methods" }?.value == "POST, OPTIONS")
        #expect(fields.first { $0.name == "Access-Control-Allow-Headers" }?.value.contains("Authorization") == true)
        #expect(!fields.contains { $0.name == "Access-Control-Allow-Credentials" })
        #expect(origins.preflight(try head("OPTIONS", "Origin: https://a.example"), methods: "") == nil)
        let stranger = try head("OPTIONS", "Origin: https://b.example", "Access-Control-Request-Method: POST")
        #expect(origins.preflight(stranger, methods: "") == nil)
    }

    @Test(arguments: [
        "", "a.example", "https://a.example/b", "https://", "https://a.example,", "ftp://a", "*, *", "https://:443",
    ])
    func `what is no origin is refused`(list: String) {
        #expect(throws: AccessError.self) { try AllowedOrigins(parsing: list) }
    }

    /// Fetch standard, "serialize a request origin": in another form it would never be met.
    @Test(arguments: [
        ("https://a:443", "browsers write \"https://a:443\" as \"https://a\""),
        ("http://a:80", "browsers write \"http://a:80\" as \"http://a\""),
        ("http://b, https://[::1]:443", "browsers write \"https://[::1]:443\" as \"https://[::1]\""),
        ("https://A.example/", "browsers write \"https://A.example/\" as \"https://a.example\""),
        ("null", "null is what any sandboxed page or file says it comes from: it cannot be told from others"),
    ])
    func `an origin that no browser writes so is refused with what they write`(list: String, message: String) {
        #expect(throws: AccessError(message)) { try AllowedOrigins(parsing: list) }
    }

    @Test(arguments: ["https://a:80", "http://a:443", "http://a:8080", "https://[::443]"])
    func `a port that is another scheme's own stays`(origin: String) throws {
        let origins = try AllowedOrigins(parsing: origin)
        #expect(Self.names(origins.fields(for: try head("GET", "Origin: \(origin)")))?.count == 3)
    }
}
