/// Makes typed values of a document's places and notes what is wrong with them, so that one answer can tell of up to
/// ten faults at once. A method that returns `nil` has noted why.
public struct Reader: ~Copyable {
    public static let mostFindings = 10

    let document: Document
    /// What is wrong so far. What was noted since can be taken back.
    public var notes = Notes()

    public struct Notes: Sendable {
        /// In the order in which they were met.
        fileprivate(set) var findings: [Finding] = []
        /// Faults met, the same one as often as it was.
        public fileprivate(set) var faults = 0
    }

    /// What is wrong so far, in the order in which it was met.
    public var findings: [Finding] { notes.findings }

    public init(_ document: consuming Document) {
        self.document = document
    }

    public var root: Node { document.root }

    /// Whether so much is wrong that nothing more need be looked at.
    public var isFull: Bool { notes.faults >= Self.mostFindings }

    /// Notes a fault at `node`; finding its pointer takes time in proportion to the document.
    public mutating func note(_ node: Node, _ detail: String) {
        guard !isFull else { return }
        notes.faults += 1
        let finding = Finding(pointer: document.pointer(to: node), detail: detail)
        if !notes.findings.contains(where: finding.isSame) { notes.findings.append(finding) }
    }

    /// Notes that something else was expected at `node`.
    public mutating func expected(_ expectation: String, at node: Node) {
        note(node, "expected \(expectation), found \(document.kind(of: node).noun)")
    }

    /// The elements of an array.
    public mutating func elements(of node: Node, _ expectation: String = "an array") -> Elements? {
        guard document.kind(of: node) == .array else {
            expected(expectation, at: node)
            return nil
        }
        return Elements(document, of: node)
    }

    /// The next of an array's elements; `nil` behind the last.
    public func next(of elements: inout Elements) -> Node? { elements.next(in: document) }

    /// A string.
    public mutating func string(_ node: Node) -> String? {
        guard document.kind(of: node) == .string else {
            expected("a string", at: node)
            return nil
        }
        return document.string(at: node)
    }

    /// What stands at `node`.
    public func kind(of node: Node) -> Kind { document.kind(of: node) }

    /// Whether an array of numbers stands at `node`, and not one of arrays.
    public func isArrayOfNumbers(_ node: Node) -> Bool {
        document.kind(of: node) == .array && document.entry(at: node).tag == .numbers && !document.isEmptyArray(node)
    }

    /// Whether an object stands at `node`.
    public func isObject(_ node: Node) -> Bool { document.kind(of: node) == .object }

    /// One of the strings that name a case.
    @inlinable
    public mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: Node, of type: Choice.Type, called noun: String
    ) -> Choice? where Choice.RawValue == String {
        choice(node, among: Choice.allCases, called: noun)
    }

    /// One of the strings that name these cases.
    @inlinable
    public mutating func choice<Choices: Collection>(
        _ node: Node, among choices: Choices, called noun: String
    ) -> Choices.Element? where Choices.Element: RawRepresentable<String> {
        for choice in choices where isString(node, choice.rawValue) { return choice }
        noteUnknown(noun, at: node, known: choices.map(\.rawValue))
        return nil
    }

    /// Whether it is this string.
    public func isString(_ node: Node, _ name: String) -> Bool {
        document.kind(of: node) == .string && document.isString(at: node, name)
    }

    /// Notes that a string is none of those that are known, and which of them may have been meant.
    ///
    /// - Parameter others: spellings that are not known either, and what they mean
    public mutating func noteUnknown(
        _ noun: String, at node: Node, known: [String], others: [(spelling: String, name: String)] = []
    ) {
        guard let name = string(node) else { return }
        let meant = closest(to: name, among: known.map { ($0, $0) } + others).map { "did you mean \"\($0)\"? " } ?? ""
        note(node, "unknown \(noun) \"\(excerpt(name))\"; \(meant)known: \(known.joined(separator: ", "))")
    }
}
