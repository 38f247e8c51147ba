/// Every definition of a kind. They are there for good: whoever looks one up need not count who else does, as with an
/// array.
@safe
struct Definitions<Entry: Sendable>: RandomAccessCollection, @unchecked Sendable {
    private let entries: UnsafeMutableBufferPointer<Entry>

    init(_ entries: [Entry]) {
        unsafe self.entries = .allocate(capacity: entries.count)
        _ = unsafe self.entries.initialize(fromContentsOf: entries)
    }

    var startIndex: Int { 0 }
    var endIndex: Int { unsafe entries.count }

    @inline(__always)
    subscript(_ place: Int) -> Entry {
        precondition(indices.contains(place))
        return unsafe entries[place]
    }
}
