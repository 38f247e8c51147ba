import LinearAlgebra
import Synchronization
import Testing

@Suite("Workers")
struct WorkersTests {
    /// The pieces backwards.
    static let backwards = Workers { count, piece in for i in (0..<count).reversed() { piece(i) } }

    /// Numbers whose sums round.
    static func matrix<S: Real>(_ rows: Int, _ columns: Int, seed: Int, _: S.Type) -> Matrix<S> {
        let elements = (0..<rows * columns).map { (i: Int) -> S in
            S((i * 7919 + seed * 104_729) % 10_007) / 10_007 - 0.5
        }
        return Matrix(rows: rows, columns: columns, elements: elements)
    }

    /// n, m, k on both sides of where loops give way to BLAS, one tile to several, one sum to halves, and of those to
    /// halves apart.
    static let shapes = [
        (1, 1, 1), (10, 10, 10), (11, 10, 10), (3, 300, 300), (4, 300, 300), (1, 512, 511), (1, 512, 512), (3, 1, 700),
        (128, 128, 127), (128, 128, 128), (127, 129, 130), (64, 130, 300), (600, 1040, 120), (5000, 16, 16),
        (1024, 4, 4), (1025, 4, 4), (70_000, 3, 2), (70_000, 1, 1),
        (1024, 1040, 1000),
    ]

    @Test(arguments: shapes)
    func `do not change a bit, in float64`(n: Int, m: Int, k: Int) { check(n, m, k, Double.self) }

    @Test(arguments: shapes)
    func `do not change a bit, in float32`(n: Int, m: Int, k: Int) { check(n, m, k, Float.self) }

    private func check<S: Real>(_ n: Int, _ m: Int, _ k: Int, _: S.Type) {
        let (x, w) = (Self.matrix(n, k, seed: 1, S.self), Self.matrix(m, k, seed: 2, S.self))
        let (b, delta) = (Self.matrix(1, m, seed: 3, S.self), Self.matrix(n, m, seed: 4, S.self))
        let affine = Matrix.affine(x, w, b)
        let product = Matrix.product(delta, w)
        let transposed = Matrix.product(transposed: delta, x, dividedBy: S(n))
        let sums = delta.columnSums(dividedBy: S(n))
        for workers in [Workers.all, Self.backwards] {
            #expect(Matrix.affine(x, w, b, workers) == affine)
            #expect(Matrix.product(delta, w, workers) == product)
            #expect(Matrix.product(transposed: delta, x, dividedBy: S(n), workers) == transposed)
            #expect(delta.columnSums(dividedBy: S(n), workers) == sums)
        }
    }

    /// Whole numbers, so that every sum is exact: tiles lie where they must, and nothing is missing.
    @Test(arguments: [(130, 140, 120), (3, 300, 310), (2, 900, 300), (20, 400, 300), (2300, 31, 33), (70_000, 5, 3)])
    func `leave nothing out`(n: Int, m: Int, k: Int) {
        let (x, w) = (ProductTests.matrix(n, k, seed: 1, Double.self), ProductTests.matrix(m, k, seed: 2, Double.self))
        let (b, delta) = (
            Matrix<Double>(rows: 1, columns: m, repeating: 5), ProductTests.matrix(n, m, seed: 3, Double.self)
        )
        let affine = Matrix.affine(x, w, b, .all)
        let product = Matrix.product(delta, w, .all)
        let transposed = Matrix.product(transposed: delta, x, dividedBy: 2, .all)
        let sums = delta.columnSums(dividedBy: 4, .all)
        for step in 0..<400 {
            let (i, j, l) = (step * 7919 % n, step * 104_729 % m, step * 1_299_709 % k)
            #expect(affine[i * m + j] == (0..<k).reduce(5) { $0 + x[i, $1] * w[j, $1] })
            #expect(product[i * k + l] == (0..<m).reduce(0) { $0 + delta[i, $1] * w[$1, l] })
            if step % 40 == 0 {
                #expect(transposed[j * k + l] == (0..<n).reduce(0) { $0 + delta[$1, j] * x[$1, l] } / 2)
                #expect(sums[j] == (0..<n).reduce(0) { $0 + delta[$1, j] } / 4)
            }
        }
    }

    @Test func `share what is long, and only that`() {
        let calls = Atomic(0)
        let counting = Workers { count, piece in
            calls.add(1, ordering: .relaxed)
            for i in 0..<count { piece(i) }
        }
        let small = Self.matrix(64, 64, seed: 1, Double.self)
        _ = Matrix.product(small, small, counting)
        #expect(calls.load(ordering: .relaxed) == 0)
        let large = Self.matrix(160, 160, seed: 1, Double.self)
        _ = Matrix.product(large, large, counting)
        #expect(calls.load(ordering: .relaxed) == 1)
    }

    @Test(arguments: [0, 1, 16_384, 16_385, 65_535, 65_536, 200_000])
    func `take every number of a pass once, and tell the first piece that is wanted`(count: Int) {
        for workers in [Workers.one, .all, Self.backwards] {
            let taken = Mutex([Range<Int>]())
            let none = workers.firstPiece(of: count) { piece in
                taken.withLock { $0.append(piece) }
                return false
            }
            #expect(none == nil)
            let pieces = taken.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } }
            #expect(pieces.flatMap(\.self).elementsEqual(0..<count))
            for (number, wanted) in pieces.enumerated() {
                #expect(workers.firstPiece(of: count) { pieces[number...].contains($0) } == wanted)
            }
        }
    }

    /// A sum divided by a power of two rounds once, and so does one divided by another number.
    @Test func `a quotient is rounded as a division rounds it`() {
        let (a, b) = (Self.matrix(96, 40, seed: 1, Double.self), Self.matrix(96, 30, seed: 2, Double.self))
        let sum = Matrix.product(transposed: a, b)
        for divisor in [2.0, 64, 96, 3] {
            #expect(Matrix.product(transposed: a, b, dividedBy: divisor) == sum.map { $0 / divisor })
        }
    }
}
