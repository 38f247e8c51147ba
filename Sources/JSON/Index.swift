private import Glibc

/// What is found in a document by reading it once: its entries, and the numbers of its arrays one after another, so
/// that the rows of a matrix are one block. The memory is used again for the next document.
@safe struct Index: ~Copyable {
    private(set) var entries: UnsafeMutablePointer<Entry>
    private(set) var count = 0
    private var capacity: Int
    private var storage: NumberStorage
    var numberCount = 0

    var numbers: UnsafeMutablePointer<Double> { unsafe storage.start }

    /// - Returns: `nil` where memory is short.
    init?() {
        capacity = 128
        guard let storage = NumberStorage(capacity: 128),
            let entries = unsafe malloc(capacity * MemoryLayout<Entry>.stride)
        else { return nil }
        self.storage = storage
        unsafe self.entries = entries.bindMemory(to: Entry.self, capacity: capacity)
    }

    deinit { unsafe free(entries) }

    /// Forgets what it holds and makes room for the numbers of a document: in an array each has two bytes at least.
    ///
    /// - Returns: Whether there is memory for them.
    mutating func clear(forBytes bytes: Int) -> Bool {
        (count, numberCount) = (0, 0)
        let needed = bytes / 2 + 1
        if needed <= storage.capacity { return true }
        guard let larger = NumberStorage(capacity: needed) else { return false }
        storage = larger
        return true
    }

    /// - Returns: Whether there was memory for it.
    @inline(__always)
    mutating func append(_ entry: Entry) -> Bool {
        if count == capacity, !grow() { return false }
        unsafe (entries + count).initialize(to: entry)
        count += 1
        return true
    }

    @inline(never)
    private mutating func grow() -> Bool {
        guard let larger = unsafe realloc(entries, 2 * capacity * MemoryLayout<Entry>.stride) else { return false }
        capacity *= 2
        unsafe entries = larger.bindMemory(to: Entry.self, capacity: capacity)
        return true
    }
}
