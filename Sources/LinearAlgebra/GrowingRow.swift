/// A row of numbers, which come one after another: as long as they do, there is no matrix of them.
public struct GrowingRow<Scalar: Real> {
    private let arena: Arena<Scalar>
    private var blank: Blank<Scalar>
    /// How many numbers there are.
    public private(set) var count = 0

    /// - Parameter capacity: how many numbers there will hardly be more of; more cost a copy
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public init(in arena: Arena<Scalar>, capacity: Int) {
        (self.arena, blank) = (arena, arena.blank(rows: 1, columns: capacity))
    }

    /// Appends so many numbers, which `fill` gives.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    public mutating func append(_ more: Int, _ fill: (inout MutableSpan<Scalar>) -> Void) {
        if more > blank.columns - count { grow(to: count + more) }
        var span = unsafe MutableSpan(_unsafeStart: blank.start + count, count: more)
        fill(&span)
        count += more
    }

    @inline(never)
    private mutating func grow(to least: Int) {
        let larger = arena.blank(rows: 1, columns: max(least, 2 * count))
        unsafe larger.start.initialize(from: blank.start, count: count)
        blank = larger
    }

    /// All numbers.
    public consuming func row() -> Matrix<Scalar> { Matrix(blank).part(at: 0, rows: 1, columns: count) }
}
