/// Whether text is `host [":" port]` (RFC 3986 §3.2): a name, an IPv4 or a bracketed IPv6 address; it may be empty.
func isAuthority(_ text: Span<UInt8>) -> Bool {
    var i = 0
    if text.count > 0, text[0] == UInt8(ascii: "[") {
        while i < text.count, text[i] != UInt8(ascii: "]") { i += 1 }
        guard i < text.count, isIPv6(text.extracting(1..<i)) else { return false }
        i += 1
    } else {
        while i < text.count, text[i] != 0x3A {
            guard Grammar.isName(text[i]) || isEscape(text, at: i) else { return false }
            i += 1
        }
    }
    guard i < text.count else { return true }
    guard text[i] == 0x3A, text.count - i <= 6 else { return false }
    for j in i + 1..<text.count where !(0x30...0x39).contains(text[j]) { return false }
    return true
}

/// Whether `%` and two hexadecimal digits stand at `i`.
private func isEscape(_ text: Span<UInt8>, at i: Int) -> Bool {
    text[i] == UInt8(ascii: "%") && i + 2 < text.count && Grammar.hexadecimalDigit(text[i + 1]) != nil
        && Grammar.hexadecimalDigit(text[i + 2]) != nil
}

/// Whether text is an IPv6 address (RFC 3986 §3.2.2): eight groups of up to four hexadecimal digits; `::` stands for
/// one or more, and an IPv4 address for the last two.
private func isIPv6(_ text: Span<UInt8>) -> Bool {
    var (groups, digits, i) = (0, 0, 0)
    var isShortened = false
    while i < text.count {
        if text[i] == 0x3A {
            if i + 1 < text.count, text[i + 1] == 0x3A {
                guard !isShortened else { return false }
                isShortened = true
                i += 1
            } else if digits == 0 || i + 1 == text.count {
                return false
            }
            digits = 0
        } else if Grammar.hexadecimalDigit(text[i]) != nil {
            if digits == 0 { groups += 1 }
            digits += 1
            guard digits <= 4 else { return false }
        } else {
            guard text[i] == UInt8(ascii: "."), isIPv4(text.extracting(i - digits..<text.count)) else { return false }
            groups += 1
            break
        }
        i += 1
    }
    return isShortened ? groups < 8 : groups == 8
}

/// Whether text is four numbers up to 255 with points between them.
private func isIPv4(_ text: Span<UInt8>) -> Bool {
    var (points, number, digits) = (0, 0, 0)
    for i in text.indices {
        if text[i] == UInt8(ascii: ".") {
            guard digits > 0 else { return false }
            points += 1
            (number, digits) = (0, 0)
        } else {
            guard (0x30...0x39).contains(text[i]), digits < 3 else { return false }
            number = number * 10 + Int(text[i] - 0x30)
            digits += 1
            guard number <= 255 else { return false }
        }
    }
    return points == 3 && digits > 0
}
