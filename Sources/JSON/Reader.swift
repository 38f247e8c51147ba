/// Makes typed values of a document's places and notes what is wrong with them, so that one answer can tell of up to
/// ten faults at once. A method that returns `nil` has noted why.
public struct Reader {
    public static let mostFindings = 10

    let document: Document
    /// What is wrong so far, in the order in which it was met.
    public private(set) var findings: [Finding] = []

    public init(_ document: Document) {
        self.document = document
    }

    public var root: Node { document.root }

    /// Whether so much is wrong that nothing more need be looked at.
    public var isFull: Bool { faults >= Self.mostFindings }
    /// Faults met, the same one as often as it was.
    private var faults = 0

    /// Notes a fault at `node`; finding its pointer takes time in proportion to the document.
    public mutating func note(_ node: Node, _ detail: String) {
        guard !isFull else { return }
        faults += 1
        let finding = Finding(pointer: document.pointer(to: node), detail: detail)
        if !findings.contains(where: finding.isSame) { findings.append(finding) }
    }

    /// Notes that something else was expected at `node`.
    mutating func expected(_ expectation: String, at node: Node) {
        note(node, "expected \(expectation), found \(document.kind(of: node).noun)")
    }

    /// The members of an object, which are known by name, each given at most once.
    public mutating func members(of node: Node, _ names: MemberNames) -> Members? {
        guard document.kind(of: node) == .object else {
            expected("an object", at: node)
            return nil
        }
        var members = Members(names)
        var key = document.firstChild(of: node)
        let end = document.next(after: node)
        while key != end, !isFull {
            let value = Node(index: key.index + 1)
            if let place = names.place(where: { document.isString(at: key, $0) }) {
                if members[place: place] != nil { note(key, "given twice") }
                members[place: place] = value
            } else {
                note(key, "unknown member; known here: " + names.names.map(\.description).joined(separator: ", "))
            }
            key = document.next(after: value)
        }
        for place in 0..<names.requiredCount where members[place: place] == nil {
            note(node, "missing member \"\(names.names[place])\"")
        }
        return members
    }

    /// The members of an object of which there is only one.
    ///
    /// - Parameters:
    ///   - required: the names that must be there
    ///   - optional: the names that may be there; `MemberNames.most` names in all
    public mutating func members(
        of node: Node, required: [StaticString], optional: [StaticString] = []
    ) -> Members? {
        members(of: node, MemberNames(required: required, optional: optional))
    }

    /// The elements of an array.
    public mutating func elements(of node: Node, _ expectation: String = "an array") -> Elements? {
        guard document.kind(of: node) == .array else {
            expected(expectation, at: node)
            return nil
        }
        return Elements(document, of: node)
    }

    /// A string.
    public mutating func string(_ node: Node) -> String? {
        guard document.kind(of: node) == .string else {
            expected("a string", at: node)
            return nil
        }
        return document.string(at: node)
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

    @usableFromInline func isString(_ node: Node, _ name: String) -> Bool {
        document.kind(of: node) == .string && document.isString(at: node, name)
    }

    @usableFromInline mutating func noteUnknown(_ noun: String, at node: Node, known: [String]) {
        guard let name = string(node) else { return }
        note(node, "unknown \(noun) \"\(excerpt(name))\"; known: \(known.joined(separator: ", "))")
    }
}
