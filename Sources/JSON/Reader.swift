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
        if !findings.contains(finding) { findings.append(finding) }
    }

    /// Notes that something else was expected at `node`.
    mutating func expected(_ expectation: String, at node: Node) {
        note(node, "expected \(expectation), found \(document.kind(of: node).rawValue)")
    }

    /// The members of an object, which are known by name, each given at most once.
    ///
    /// - Parameters:
    ///   - required: the names that must be there
    ///   - optional: the names that may be there
    public mutating func members(
        of node: Node, required: [String], optional: [String] = []
    ) -> Members? {
        guard document.kind(of: node) == .object else {
            expected("an object", at: node)
            return nil
        }
        var members = Members(names: required + optional)
        var key = Node(index: node.index + 1)
        let end = document.next(after: node).index - 1
        while key.index < end, !isFull {
            let name = document.string(at: key)
            let value = Node(index: key.index + 1)
            if let place = members.names.firstIndex(of: name) {
                if members.nodes[place] != nil { note(key, "given twice") }
                members.nodes[place] = value
            } else {
                note(key, "unknown member; known here: " + members.names.joined(separator: ", "))
            }
            key = document.next(after: value)
        }
        for (place, name) in required.enumerated() where members.nodes[place] == nil {
            note(node, "missing member \"\(name)\"")
        }
        return members
    }

    /// The elements of an array.
    public mutating func elements(of node: Node, _ expectation: String = "an array") -> [Node]? {
        guard document.kind(of: node) == .array else {
            expected(expectation, at: node)
            return nil
        }
        var elements: [Node] = []
        var element = Node(index: node.index + 1)
        let end = document.next(after: node).index - 1
        while element.index < end {
            elements.append(element)
            element = document.next(after: element)
        }
        return elements
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
    public mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: Node, of type: Choice.Type, called noun: String
    ) -> Choice? where Choice.RawValue == String {
        guard let name = string(node) else { return nil }
        if let choice = Choice(rawValue: name) { return choice }
        return unknown(name, at: node, among: Choice.allCases.map(\.rawValue), noun)
    }

    /// One of the strings that name these cases.
    public mutating func choice<Choice: RawRepresentable>(
        _ node: Node, among choices: [Choice], called noun: String
    ) -> Choice? where Choice.RawValue == String {
        guard let name = string(node) else { return nil }
        if let choice = choices.first(where: { $0.rawValue == name }) { return choice }
        return unknown(name, at: node, among: choices.map(\.rawValue), noun)
    }

    private mutating func unknown<Choice>(
        _ name: String, at node: Node, among known: [String], _ noun: String
    ) -> Choice? {
        note(node, "unknown \(noun) \"\(excerpt(name))\"; known: \(known.joined(separator: ", "))")
        return nil
    }
}

/// The members of an object that were asked for.
public struct Members {
    let names: [String]
    var nodes: [Node?]

    init(names: [String]) {
        self.names = names
        nodes = Array(repeating: nil, count: names.count)
    }

    /// The member of that name, where the object has it.
    public subscript(_ name: String) -> Node? {
        names.firstIndex(of: name).flatMap { nodes[$0] }
    }
}
