private import Bytes
private import Glibc

/// Room for the numbers of a document. What is not written to takes up addresses and no memory.
@safe struct NumberStorage: ~Copyable {
    let start: UnsafeMutablePointer<Double>
    let capacity: Int
    /// Where there is room for many: pages that are given back with it. The C library would keep them.
    private let pages: UnsafeMutableRawBufferPointer?

    private static var hugePage: Int { 2 << 20 }

    /// - Returns: `nil` where memory is short.
    init?(capacity: Int) {
        let bytes = capacity * MemoryLayout<Double>.stride
        let pages = unsafe bytes < 4 * Self.hugePage ? nil : Self.map(bytes + Self.hugePage)
        let memory =
            if let pages = unsafe pages {
                unsafe pages.baseAddress?.alignedUp(toMultipleOf: Self.hugePage)
            } else {
                unsafe malloc(bytes)
            }
        guard let memory = unsafe memory else { return nil }
        if unsafe pages != nil { unsafe adviseHugePages(memory, bytes) }
        unsafe self.pages = pages
        unsafe start = memory.bindMemory(to: Double.self, capacity: capacity)
        self.capacity = capacity
    }

    /// - Returns: `nil` where there are no addresses left for them.
    private static func map(_ bytes: Int) -> UnsafeMutableRawBufferPointer? {
        let pages = unsafe mmap(
            nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let pages = unsafe pages, unsafe pages != MAP_FAILED else { return nil }
        return unsafe UnsafeMutableRawBufferPointer(start: pages, count: bytes)
    }

    deinit {
        if let pages = unsafe pages {
            unsafe munmap(pages.baseAddress, pages.count)
        } else {
            unsafe free(start)
        }
    }
}
