private import Glibc

/// The names that an object's members may have; made once, for all objects of a kind.
public final class MemberNames: Sendable {
    /// How many there may be.
    public static let most = 8

    /// Those that must be there come first.
    let names: [StaticString]
    let requiredCount: Int

    public init(required: [StaticString] = [], optional: [StaticString] = []) {
        precondition(required.count + optional.count <= Self.most)
        names = required + optional
        requiredCount = required.count
    }

    /// The place of the name of which that is true.
    @inline(__always)
    func place(where isName: (StaticString) -> Bool) -> Int? {
        for i in names.indices where isName(names[i]) { return i }
        return nil
    }
}

/// The members of an object that were asked for.
public struct Members {
    let names: MemberNames
    /// Where the values are; 0, which is the root, where there is none.
    private var places: InlineArray<8, UInt32> = .init(repeating: 0)

    init(_ names: MemberNames) { self.names = names }

    /// The value of the name at that place.
    subscript(place place: Int) -> Node? {
        get { places[place] == 0 ? nil : Node(index: places[place]) }
        set { places[place] = newValue?.index ?? 0 }
    }

    /// The member of that name, where the object has it.
    public subscript(_ name: StaticString) -> Node? {
        let place = names.place { other in
            guard name.utf8CodeUnitCount == other.utf8CodeUnitCount else { return false }
            return unsafe name.utf8Start == other.utf8Start
                || memcmp(name.utf8Start, other.utf8Start, name.utf8CodeUnitCount) == 0
        }
        return place.flatMap { self[place: $0] }
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
