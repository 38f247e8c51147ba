/// Memory for numbers. Whatever lies in it keeps it, so that nothing is read that is no longer there.
///
/// Numbers are written by whoever makes a matrix of them, before anybody else sees it, and never changed after.
@safe
@usableFromInline
final class Block<Scalar: Real>: @unchecked Sendable {
    @usableFromInline let start: UnsafeMutablePointer<Scalar>
    @usableFromInline let capacity: Int

    /// - Parameter capacity: how many numbers; they lie from the beginning of a cache line on
    @usableFromInline
    init(capacity: Int) {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: max(capacity, 1) * MemoryLayout<Scalar>.stride, alignment: 64)
        unsafe start = memory.bindMemory(to: Scalar.self, capacity: capacity)
        self.capacity = capacity
    }

    deinit { unsafe start.deallocate() }
}
