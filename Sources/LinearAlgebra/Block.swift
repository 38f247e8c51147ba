private import Glibc

/// Memory for numbers. Whatever lies in it keeps it, so that nothing is read that is no longer there.
///
/// Numbers are written by whoever makes a matrix of them, before anybody else sees it, and never changed after.
@safe
@usableFromInline
final class Block<Scalar: Real>: @unchecked Sendable {
    @usableFromInline let start: UnsafeMutablePointer<Scalar>
    @usableFromInline let capacity: Int
    private let allocated: UnsafeMutableRawPointer

    /// - Parameter capacity: how many numbers; they lie from the beginning of a cache line on
    @usableFromInline
    init(capacity: Int) {
        let bytes = capacity * MemoryLayout<Scalar>.stride
        // Aligned here: the C library leaves holes in its memory where it is asked to.
        unsafe allocated = .allocate(byteCount: bytes + 64, alignment: 1)
        let memory = unsafe allocated.alignedUp(toMultipleOf: 64)
        if bytes >= 4 << 20 {
            // In huge pages: the first touch of a small one costs as much as a hundred numbers.
            let page = unsafe memory.alignedUp(toMultipleOf: 4096)
            _ = unsafe madvise(page, bytes - 4096, Int32(MADV_HUGEPAGE))
        }
        unsafe start = memory.bindMemory(to: Scalar.self, capacity: capacity)
        self.capacity = capacity
    }

    deinit { unsafe allocated.deallocate() }
}
