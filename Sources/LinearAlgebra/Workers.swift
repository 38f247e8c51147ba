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

    /// Does `piece` for every number below `count`.
    @inlinable
    func perform(tiles count: Int, _ piece: @Sendable (Int) -> Void) {
        if count == 1 { piece(0) } else { perform(count, piece) }
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
