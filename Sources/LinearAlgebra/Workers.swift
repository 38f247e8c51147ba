private import Dispatch

/// Who does the pieces of a long computation. What the pieces are depends on its shape alone, and none of them reads
/// what another one writes: so results do not depend on how many do them.
public struct Workers: Sendable {
    @usableFromInline let perform: @Sendable (_ count: Int, _ piece: @Sendable (Int) -> Void) -> Void

    /// - Parameter perform: calls `piece` once with every number below `count`, in any order, and returns after that
    public init(_ perform: @escaping @Sendable (_ count: Int, _ piece: @Sendable (Int) -> Void) -> Void) {
        self.perform = perform
    }

    /// The calling thread alone.
    public static let one = Workers { count, piece in for i in 0..<count { piece(i) } }

    /// As many threads as there are processors that have nothing else to do.
    public static let all = Workers { DispatchQueue.concurrentPerform(iterations: $0, execute: $1) }

    /// - Parameter worth: whether there is so much to do that other threads are worth waking
    @inlinable
    func perform(_ pieces: Pieces, worth: Bool, _ body: @Sendable (Range<Int>) -> Void) {
        if worth, pieces.count > 1 {
            perform(pieces.count) { body(pieces[$0]) }
        } else {
            body(0..<pieces.total)
        }
    }
}

/// 0..<total in ranges of one length, the last of which may be shorter.
@usableFromInline
struct Pieces: Sendable {
    @usableFromInline let total: Int
    @usableFromInline let each: Int

    @inlinable
    init(_ total: Int, each: Int) { (self.total, self.each) = (total, max(each, 1)) }

    @inlinable
    var count: Int { (total + each - 1) / each }

    @inlinable
    subscript(_ i: Int) -> Range<Int> { i * each..<min((i + 1) * each, total) }
}

/// So many elements make a piece of a pass over a matrix: 10 µs for ReLU, 100 µs for a sigmoid.
@usableFromInline let elementsAPiece = 16_384
/// Fewer than that many are done before another thread has woken.
@usableFromInline let elementsWorthSplitting = 65_536
