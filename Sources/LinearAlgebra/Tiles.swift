/// How the result of a product is cut: in tiles of at least 256 rows and 512 columns, and of about 500 million
/// multiplications, if there are so many; in two where it would be one. BLAS packs its operands anew for each tile: of
/// an eighth of that size, tiles cost a tenth more.
@usableFromInline
struct Tiles: Sendable {
    private let rows: Pieces
    private let columns: Pieces

    /// - Parameter worth: with fewer multiplications it is one tile
    @usableFromInline
    init(rows: Int, columns: Int, depth: Int, worth: Int = 2 << 20) {
        let work = rows * columns * depth
        var (high, wide) = (1, 1)
        if work >= worth {
            high = max(1, min(rows / 256, work >> 29))
            wide = max(1, min(columns / 512, (work / high) >> 29))
            if high * wide == 1 { (high, wide) = rows >= 128 ? (2, 1) : (1, 2) }
        }
        self.rows = Pieces(rows, each: Self.whole((rows + high - 1) / high))
        self.columns = Pieces(columns, each: Self.whole((columns + wide - 1) / wide))
    }

    var count: Int { rows.count * columns.count }

    subscript(_ i: Int) -> Tile { Tile(rows: rows[i / columns.count], columns: columns[i % columns.count]) }

    /// A little more, so that no rest is left that is less than BLAS's kernels take at a time.
    private static func whole(_ length: Int) -> Int { (length + 15) / 16 * 16 }
}
