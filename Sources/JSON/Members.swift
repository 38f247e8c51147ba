/// A name that a member of some kind of object may have. The raw values are places among `names`, from 0 on.
public protocol MemberKey: RawRepresentable<Int> {
    static var names: MemberNames { get }
}

/// The names of an object's members, in the order in which they are told of.
public struct MemberNames: Sendable {
    /// How many there may be.
    public static let most = 16

    fileprivate let names: Names

    public init(_ names: String...) {
        precondition(names.count <= Self.most)
        self.names = Names(names)
    }
}

/// Where the members of an object stand that were asked for.
@usableFromInline
struct MemberPlaces: BitwiseCopyable {
    /// 0, which is the root, where there is none.
    @usableFromInline var indices = InlineArray<16, UInt32>(repeating: 0)

    @usableFromInline init() {}

    @inlinable
    subscript(_ place: Int) -> Node? {
        get { indices[place] == 0 ? nil : Node(index: indices[place]) }
        set { indices[place] = newValue?.index ?? 0 }
    }
}

/// The members of an object that were asked for.
public struct Members<Key: MemberKey> {
    @usableFromInline let places: MemberPlaces

    @usableFromInline
    init(_ places: MemberPlaces) { self.places = places }

    /// The member of that name, where the object has it.
    @inlinable
    public subscript(_ key: Key) -> Node? { places[key.rawValue] }

    /// The same by other keys, for an object that has the names of several kinds: each key is its place among those that
    /// the object was read by.
    @inlinable
    public func by<Other: MemberKey>(_: Other.Type) -> Members<Other> { Members<Other>(places) }
}

extension Reader {
    /// The members of an object, which are known by name, each given at most once.
    ///
    /// - Parameters:
    ///   - names: those of the keys, and perhaps others behind them
    ///   - last: the last name that must be there, as must those before it; `nil` where none must
    @inlinable
    public mutating func members<Key: MemberKey>(
        of node: Node, _: Key.Type = Key.self, names: MemberNames = Key.names, required last: Key?
    ) -> Members<Key>? {
        places(of: node, names, required: last.map { $0.rawValue + 1 } ?? 0).map { Members($0) }
    }

    /// - Parameter required: how many of the names must be there, from the first on
    @usableFromInline
    mutating func places(of node: Node, _ names: MemberNames, required: Int) -> MemberPlaces? {
        guard document.kind(of: node) == .object else {
            expected("an object", at: node)
            return nil
        }
        var places = MemberPlaces()
        let names = names.names
        var key = document.firstChild(of: node)
        let end = document.next(after: node)
        var likely = 0
        while key != end, !isFull {
            let value = Node(index: key.index + 1)
            if let place = document.place(of: key, among: names, from: likely) {
                if places[place] != nil { note(key, "given twice") }
                places[place] = value
                likely = place + 1
            } else {
                note(key, "unknown member; known here: " + names.texts.joined(separator: ", "))
            }
            key = document.next(after: value)
        }
        for place in 0..<required where places[place] == nil {
            note(node, "missing member \"\(names.texts[place])\"")
        }
        return places
    }
}
