/// How an answer may be coded for a client (RFC 9110 §12.5.3).
public enum CodingChoice: Equatable, Sendable {
    case coding(String)
    case identity
    /// Neither any coding there is, nor none at all.
    case nothing
}

/// The coding that a client likes best.
///
/// A coding is taken before none at all unless the client gives none the greater weight. A member that is malformed is
/// passed over.
///
/// - Parameters:
///   - fields: the values of Accept-Encoding
///   - available: the codings there are, best first
public func chooseCoding(_ fields: [String], from available: [String]) -> CodingChoice {
    guard !fields.isEmpty else { return .identity }
    var weights: [String: Int] = [:]
    for member in fields.lazy.flatMap({ $0.split(separator: ",") }) {
        guard let (name, weight) = parseWeighted(member) else { continue }
        weights[name == "x-gzip" ? "gzip" : name] = weight
    }
    let others = weights["*"]
    let identity = weights["identity"] ?? (others == 0 ? 0 : nil)
    let best = available.map { ($0, weights[$0] ?? others ?? 0) }.max { $0.1 < $1.1 }
    if let (name, weight) = best, weight > 0, weight >= identity ?? 0 { return .coding(name) }
    return identity == 0 ? .nothing : .identity
}

/// codings [ weight ], the weight in thousandths: `gzip;q=0.5` (RFC 9110 §12.4.2)
private func parseWeighted(_ member: Substring) -> (name: String, weight: Int)? {
    let parts = member.split(separator: ";", omittingEmptySubsequences: false).map { part in
        lowercasedASCII(String(part)).filter { $0 != " " && $0 != "\t" }
    }
    guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return (name, 1000) }
    guard parts[1].hasPrefix("q=") else { return nil }
    return parseWeight(Array(parts[1].utf8.dropFirst(2))).map { (name, $0) }
}

/// qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
func parseWeight(_ digits: [UInt8]) -> Int? {
    guard let first = digits.first, first == 0x30 || first == 0x31, digits.count <= 5 else { return nil }
    var weight = first == 0x31 ? 1000 : 0
    guard digits.count > 1 else { return weight }
    guard digits[1] == UInt8(ascii: ".") else { return nil }
    for (digit, unit) in zip(digits.dropFirst(2), [100, 10, 1]) {
        guard (0x30...0x39).contains(digit) else { return nil }
        weight += Int(digit - 0x30) * unit
    }
    return weight <= 1000 ? weight : nil
}
