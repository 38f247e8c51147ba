internal import COpenSSL
public import HTTPWire

/// The bearer tokens that open the service, by name (RFC 6750). Of a token only its SHA-256 is kept.
public struct Tokens: Sendable {
    /// What a request carries.
    public enum Outcome: Equatable, Sendable {
        /// No token: nothing, or credentials of another scheme.
        case none
        /// Meant for one, and not to be read as such.
        case malformed
        case unknown
        /// The name of its token.
        case known(String)
    }

    private var tokens: [(name: String, digest: [UInt8])] = []

    private static let nameBytes = 64
    /// A shorter one could be guessed.
    private static let leastTokenBytes = 16

    /// Reads a file's text: a line for each token, `name token` or `name sha256:` and 64 hexadecimal digits; blank
    /// lines and those that begin with `#` say nothing.
    ///
    /// - Throws: What is wrong, and in which line; never the token.
    public init(parsing text: [UInt8]) throws(AccessError) {
        let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let words = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
            do throws(AccessError) { try add(words) } catch { throw AccessError("line \(number + 1): \(error)") }
        }
        if tokens.isEmpty { throw AccessError("there is no token in it") }
    }

    private mutating func add(_ words: [ArraySlice<UInt8>]) throws(AccessError) {
        guard words.count == 2 else { throw AccessError("expected a name and a token") }
        let isName = words[0].allSatisfy { isLetterOrDigit($0) || "-_.@".utf8.contains($0) }
        guard isName, words[0].count <= Self.nameBytes else {
            throw AccessError("a name has at most \(Self.nameBytes) letters, digits, - _ . @")
        }
        let name = String(decoding: words[0], as: UTF8.self)
        guard !tokens.contains(where: { $0.name == name }) else { throw AccessError("the name \(name) comes twice") }
        let prefix = Array("sha256:".utf8)
        guard words[1].starts(with: prefix) else {
            guard isToken(words[1]) else {
                throw AccessError("a token has letters, digits and - . _ ~ + /, and may end in =")
            }
            guard words[1].count >= Self.leastTokenBytes else {
                throw AccessError("a token has at least \(Self.leastTokenBytes) characters")
            }
            return try add(name, sha256(words[1]))
        }
        guard let digest = hexadecimal(words[1].dropFirst(prefix.count)), digest.count == 32 else {
            throw AccessError("sha256: is followed by 64 hexadecimal digits")
        }
        try add(name, digest)
    }

    private mutating func add(_ name: String, _ digest: [UInt8]) throws(AccessError) {
        // Whose name the log shows would be a matter of chance.
        if let other = tokens.first(where: { $0.digest == digest }) {
            throw AccessError("\(name) has the same token as \(other.name)")
        }
        tokens.append((name, digest))
    }

    /// Whose token a request carries. Every one is compared, in a time that does not depend on what is in it.
    public func owner(of head: RequestHead) -> Outcome {
        let fields = head.fields["authorization"]
        guard let credentials = fields.first else { return .none }
        guard fields.count == 1 else { return .malformed }
        let parts = credentials.utf8.split(separator: 0x20)
        guard let scheme = parts.first, scheme.count == 6,
            zip(scheme, "bearer".utf8).allSatisfy({ $0 | 0x20 == $1 })
        else { return .none }
        guard parts.count == 2, isToken(ArraySlice(parts[1])) else { return .malformed }
        let digest = sha256(ArraySlice(parts[1]))
        var owner: String?
        for token in tokens where unsafe CRYPTO_memcmp(token.digest, digest, digest.count) == 0 { owner = token.name }
        return owner.map { .known($0) } ?? .unknown
    }
}

private func sha256(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    unsafe bytes.withUnsafeBufferPointer { bytes in
        _ = unsafe SHA256(bytes.baseAddress, bytes.count, &digest)
    }
    return digest
}

/// b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"=" (RFC 6750 §2.1)
private func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
    let body = bytes.prefix { $0 != UInt8(ascii: "=") }
    return !body.isEmpty && body.allSatisfy { isLetterOrDigit($0) || "-._~+/".utf8.contains($0) }
        && bytes[body.endIndex...].allSatisfy { $0 == UInt8(ascii: "=") }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}

private func hexadecimal(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
    let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map { UInt8($0) } }
    guard values.count == digits.count, values.count % 2 == 0 else { return nil }
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
}
