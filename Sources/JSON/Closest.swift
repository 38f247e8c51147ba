/// The one of some names that was probably meant by another; `nil` where none is like it.
///
/// Capital letters and what is neither letter nor digit do not count; beyond that, one slip in three letters may be. Slips
/// are letters too many, too few or others (V. Levenshtein, "Binary codes capable of correcting deletions, insertions, and
/// reversals", 1966).
func closest(to name: String, among known: [(spelling: String, name: String)]) -> String? {
    let name = letters(name)
    guard !name.isEmpty, name.count <= 64 else { return nil }
    var best: (name: String, slips: Int)?
    for candidate in known {
        let other = letters(candidate.spelling)
        let slips = other == name ? 0 : other.starts(with: name) || name.starts(with: other) ? 1 : slips(name, other)
        if slips <= max(name.count, other.count) / 3, slips < best?.slips ?? .max { best = (candidate.name, slips) }
    }
    return best?.name
}

private func letters(_ name: String) -> [UInt8] {
    name.utf8.compactMap { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: nil
        }
    }
}

private func slips(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            row.append(min(before[j] + (a[i] == b[j] ? 0 : 1), before[j + 1] + 1, row[j] + 1))
        }
        before = row
    }
    return before[b.count]
}
