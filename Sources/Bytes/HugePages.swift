private import Glibc

/// Asks for a piece of memory in huge pages, as far as whole ones lie in it: the first touch of a small page costs as
/// much as a hundred numbers.
@unsafe public func adviseHugePages(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    let start = unsafe memory.alignedUp(toMultipleOf: 4096)
    _ = unsafe madvise(start, max(0, bytes - (start - memory)), Int32(MADV_HUGEPAGE))
}

extension [UInt8] {
    /// Asks for the memory that it has in huge pages.
    public mutating func adviseHugePages() {
        let room = capacity
        unsafe withUnsafeMutableBytes { if let start = $0.baseAddress { unsafe Bytes.adviseHugePages(start, room) } }
    }
}
