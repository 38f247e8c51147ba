private import Glibc

/// Asks for memory in huge pages, as far as whole ones lie in it: the first touch of a small page costs as much as a
/// hundred numbers.
@unsafe func adviseHugePages(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    let start = unsafe memory.alignedUp(toMultipleOf: 4096)
    _ = unsafe madvise(start, max(0, bytes - (start - memory)), Int32(MADV_HUGEPAGE))
}
