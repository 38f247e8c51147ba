/// The elements of an array that are yet to come, one after another.
public struct Elements {
    /// How many there are in all.
    public let count: Int
    public var isEmpty: Bool { count == 0 }
    /// The first, where there is one.
    public let first: Node?
    private var following: Node
    private var left: Int

    init(_ document: borrowing Document, of array: Node) {
        let entry = document.entry(at: array)
        count = Int(entry.tag == .numbers ? entry.extent : entry.high)
        following = document.firstChild(of: array)
        first = count > 0 ? following : nil
        left = count
    }

    mutating func next(in document: borrowing Document) -> Node? {
        guard left > 0 else { return nil }
        defer {
            following = document.next(after: following)
            left -= 1
        }
        return following
    }
}
