/// How a sum of many terms is cut in halves, and these again; each term is a matrix of `count` elements.
@usableFromInline
struct Halves: Sendable {
    let terms: Int
    /// So many terms are summed without cutting.
    let most: Int
    let count: Int
    /// How often the longest branch is cut.
    let levels: Int
    /// Cuts whose parts are summed apart, so that several threads can: none where the result itself is large.
    let cutsApart: Int

    @usableFromInline
    init(terms: Int, most: Int, count: Int) {
        (self.terms, self.most, self.count) = (terms, most, count)
        var (levels, longest) = (0, terms)
        while longest > most { (levels, longest) = (levels + 1, (longest + 1) / 2) }
        self.levels = levels
        var cuts = 0
        while cuts < min(levels, 6), count << (cuts + 1) <= elementsWorthSplitting,
            count * (terms >> (cuts + 1)) >= elementsAPiece
        { cuts += 1 }
        cutsApart = cuts
    }

    /// Numbers that memory is needed for beside the result, which `fill` says how to use.
    var memory: Int { cutsApart == 0 ? levels * count : (levels - cutsApart + 1) * count << cutsApart }

    /// The terms of part `i` of those summed apart.
    subscript(apart i: Int) -> Range<Int> {
        var range = 0..<terms
        for cut in stride(from: cutsApart - 1, through: 0, by: -1) {
            let middle = range.lowerBound + range.count / 2
            range = i >> cut & 1 == 0 ? range.lowerBound..<middle : middle..<range.upperBound
        }
        return range
    }
}

extension MutableMatrix {
    /// Fills with a sum in halves, divided by `divisor`.
    ///
    /// - Parameter sum: puts the sum of some terms, as far as a tile of it goes, to memory laid out as this matrix is
    @usableFromInline
    func fill(
        _ halves: Halves, _ tiles: Tiles, dividedBy divisor: Scalar, _ arena: Arena<Scalar>, _ workers: Workers,
        _ sum: @Sendable (Range<Int>, Tile, UnsafeMutablePointer<Scalar>) -> Void
    ) {
        arena.lend(rows: 1, columns: halves.memory) { memory in
            if halves.cutsApart == 0 {
                workers.perform(tiles: tiles.count) { number in
                    unsafe add(halves, 0..<halves.terms, tiles[number], start, memory.start, sum)
                    unsafe divide(start, tiles[number], by: divisor)
                }
                return
            }
            let each = memory.count >> halves.cutsApart
            workers.perform(tiles: 1 << halves.cutsApart) { part in
                let c = unsafe memory.start + part * each
                unsafe add(halves, halves[apart: part], all, c, c + count, sum)
            }
            for cut in 0..<halves.cutsApart {
                for part in stride(from: 0, to: 1 << halves.cutsApart, by: 2 << cut) {
                    unsafe add(memory.start + (part + 1 << cut) * each, to: memory.start + part * each, all)
                }
            }
            for i in 0..<count { unsafe start[i] = memory.start[i] / divisor }
        }
    }

    /// The sum of some terms in halves.
    ///
    /// - Parameter free: memory for as many results as there are cuts
    private func add(
        _ halves: Halves, _ terms: Range<Int>, _ tile: Tile, _ c: UnsafeMutablePointer<Scalar>,
        _ free: UnsafeMutablePointer<Scalar>, _ sum: (Range<Int>, Tile, UnsafeMutablePointer<Scalar>) -> Void
    ) {
        if terms.count <= halves.most { return unsafe sum(terms, tile, c) }
        let middle = terms.lowerBound + terms.count / 2
        unsafe add(halves, terms.lowerBound..<middle, tile, c, free, sum)
        unsafe add(halves, middle..<terms.upperBound, tile, free, free + count, sum)
        unsafe add(free, to: c, tile)
    }

    private func add(_ a: UnsafeMutablePointer<Scalar>, to c: UnsafeMutablePointer<Scalar>, _ tile: Tile) {
        for i in tile.rows {
            for j in tile.columns { unsafe c[i * columns + j] += a[i * columns + j] }
        }
    }
}
