private import Bytes
private import Glibc

/// What is found in a document by reading it once: its entries, and the numbers of its arrays one after another, so
/// that the rows of a matrix are one block. The memory is used again for the next document.
@safe struct Index: ~Copyable {
    private(set) var entries: UnsafeMutablePointer<Entry>
    private(set) var count = 0
    private var capacity: Int
    private(set) var numbers: UnsafeMutablePointer<Double>
    var numberCount = 0
    private var numberCapacity: Int

    /// - Returns: `nil` where memory is short.
    init?() {
        (capacity, numberCapacity) = (128, 128)
        guard let entries = unsafe malloc(capacity * MemoryLayout<Entry>.stride),
            let numbers = unsafe malloc(numberCapacity * MemoryLayout<Double>.stride)
        else { return nil }
        unsafe self.entries = entries.bindMemory(to: Entry.self, capacity: capacity)
        unsafe self.numbers = numbers.bindMemory(to: Double.self, capacity: numberCapacity)
    }

    deinit {
        unsafe free(entries)
        unsafe free(numbers)
    }

    /// Forgets what it holds and makes room for the numbers of a document: in an array each has two bytes at least.
    ///
    /// What is not written to takes up addresses and no memory.
    ///
    /// - Returns: Whether there is memory for them.
    mutating func clear(forBytes bytes: Int) -> Bool {
        (count, numberCount) = (0, 0)
        let needed = bytes / 2 + 1
        if needed <= numberCapacity { return true }
        guard let larger = unsafe Self.memory(needed * MemoryLayout<Double>.stride) else { return false }
        unsafe free(numbers)
        unsafe numbers = larger.bindMemory(to: Double.self, capacity: needed)
        numberCapacity = needed
        return true
    }

    /// Memory, in pages of two megabytes where it is many of them.
    private static func memory(_ bytes: Int) -> UnsafeMutableRawPointer? {
        let page = 2 << 20
        guard bytes >= 4 * page else { return unsafe malloc(bytes) }
        guard let memory = unsafe aligned_alloc(page, (bytes + page - 1) & -page) else { return nil }
        unsafe adviseHugePages(memory, bytes)
        return unsafe memory
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
