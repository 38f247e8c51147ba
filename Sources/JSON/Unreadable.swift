/// Why bytes are not a document that can be used.
public enum Unreadable: Error, Equatable {
    /// Not RFC 8259 text; the finding's pointer leads to where reading stopped.
    case malformed(Finding)
    /// Valid text with numbers that no float64 can hold.
    case outOfRange([Finding])
    case outOfMemory
}

extension Unreadable {
    /// Looks for what is wrong with bytes that have been refused; reading says that they are, but not where.
    init(_ bytes: [UInt8]) {
        var scanner = SyntaxScanner(bytes)
        switch scanner.scan() {
        case .some(let fault): self = .malformed(fault)
        case nil where scanner.unfit.isEmpty: self = .outOfMemory  // valid after all: nothing else can have failed
        case nil: self = .outOfRange(scanner.unfit)
        }
    }
}
