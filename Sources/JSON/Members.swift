private import Glibc

/// The members of an object that were asked for.
public struct Members {
    /// How many may be asked for.
    public static let most = 8

    private let required: [StaticString]
    private let optional: [StaticString]
    /// Where the values are; 0, which is the root, where there is none.
    private var places: InlineArray<8, UInt32> = .init(repeating: 0)

    init(required: [StaticString], optional: [StaticString]) {
        precondition(required.count + optional.count <= Self.most)
        (self.required, self.optional) = (required, optional)
    }

    /// The value of the name at that place.
    subscript(place place: Int) -> Node? {
        get { places[place] == 0 ? nil : Node(index: places[place]) }
        set { places[place] = newValue?.index ?? 0 }
    }

    /// Those asked for, in that order.
    var names: [String] { (required + optional).map(\.description) }

    /// The place of the name of which that is true.
    @inline(__always)
    func place(where isName: (StaticString) -> Bool) -> Int? {
        for i in required.indices where isName(required[i]) { return i }
        for i in optional.indices where isName(optional[i]) { return required.count + i }
        return nil
    }

    /// The member of that name, where the object has it.
    public subscript(_ name: StaticString) -> Node? {
        place { other in
            guard name.utf8CodeUnitCount == other.utf8CodeUnitCount else { return false }
            return unsafe memcmp(name.utf8Start, other.utf8Start, name.utf8CodeUnitCount) == 0
        }
        .flatMap { self[place: $0] }
    }
}

/// The elements of an array, one after another.
public struct Elements: Sequence, IteratorProtocol {
    private let document: Document
    /// How many there are.
    public let count: Int
    public var isEmpty: Bool { count == 0 }
    /// The first, where there is one.
    public let first: Node?
    private var following: Node
    private var left: Int

    init(_ document: Document, of array: Node) {
        self.document = document
        let entry = document.entry(at: array)
        count = Int(entry.tag == .numbers ? entry.extent : entry.high)
        following = document.firstChild(of: array)
        first = count > 0 ? following : nil
        left = count
    }

    public mutating func next() -> Node? {
        guard left > 0 else { return nil }
        defer {
            following = document.next(after: following)
            left -= 1
        }
        return following
    }
}
