/// The media type that a client likes best (RFC 9110 §12.5.1): of those with the greatest weight the one that it names,
/// rather than means by a `*`, and of those the first.
///
/// Parameters are not looked at, and a member that is malformed is passed over; where there is no other, all is welcome.
///
/// - Parameters:
///   - fields: the values of Accept
///   - available: the media types there are, best first
/// - Returns: `nil` where the client takes none of them.
public func chooseMediaType(_ fields: [String], from available: [String]) -> String? {
    let ranges = fields.lazy.flatMap { $0.split(separator: ",") }.compactMap { MediaRange($0) }
    guard !ranges.isEmpty else { return available.first }
    var best: (type: String, weight: Int, precision: Int)?
    for type in available {
        // The most precise range that a type is in gives it its weight.
        let match = ranges.filter { $0.precision(for: type) > 0 }.max {
            $0.precision(for: type) < $1.precision(for: type)
        }
        guard let match, match.weight > 0 else { continue }
        let precision = match.precision(for: type)
        if let best, (best.weight, best.precision) >= (match.weight, precision) { continue }
        best = (type, match.weight, precision)
    }
    return best?.type
}

/// media-range [ weight ]: `application/json;q=0.5`, `application/*`, `*/*`
private struct MediaRange {
    private let name: String
    /// In thousandths.
    let weight: Int

    init?(_ member: Substring) {
        let parts = member.split(separator: ";", omittingEmptySubsequences: false).map { part in
            lowercasedASCII(String(part)).filter { $0 != " " && $0 != "\t" }
        }
        guard let name = parts.first, name.split(separator: "/").count == 2 else { return nil }
        self.name = name
        guard let text = parts.dropFirst().first(where: { $0.hasPrefix("q=") }) else {
            weight = 1000
            return
        }
        guard let weight = parseWeight(Array(text.utf8.dropFirst(2))) else { return nil }
        self.weight = weight
    }

    /// 3 where a type is named, 2 for `type/*`, 1 for `*/*`, 0 where it is not meant.
    func precision(for type: String) -> Int {
        if name == type { return 3 }
        if name == "*/*" { return 1 }
        return name.hasSuffix("/*") && type.hasPrefix(name.dropLast()) ? 2 : 0
    }
}
