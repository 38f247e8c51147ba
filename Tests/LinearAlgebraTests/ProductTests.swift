import LinearAlgebra
import Testing

@Suite("Products")
struct ProductTests {
    /// Small whole numbers, so that every sum is exact in whatever order it is made.
    static func matrix<S: Real>(_ rows: Int, _ columns: Int, seed: Int, _: S.Type) -> Matrix<S> {
        let elements = (0..<rows * columns).map { (i: Int) -> S in S((i * 37 + seed * 11) % 17 - 8) }
        return Matrix(rows: rows, columns: columns, elements: elements)
    }

    /// Σₗ a(i, l) b(l, j), written out.
    static func naive<S: Real>(
        _ rows: Int, _ columns: Int, _ depth: Int, _ a: (Int, Int) -> S, _ b: (Int, Int) -> S
    ) -> [S] {
        (0..<rows).flatMap { i in
            (0..<columns).map { j in (0..<depth).reduce(S(0)) { $0 + a(i, $1) * b($1, j) } }
        }
    }

    /// On both sides of where BLAS takes over, and where rows, columns and depth differ.
    static let shapes = [(1, 1, 1), (2, 3, 4), (5, 1, 7), (1, 6, 1), (8, 8, 8), (17, 3, 29), (3, 40, 5), (64, 33, 20)]

    @Test(arguments: shapes)
    func `agree with sums written out, in float64`(n: Int, m: Int, k: Int) { check(n, m, k, Double.self) }

    @Test(arguments: shapes)
    func `agree with sums written out, in float32`(n: Int, m: Int, k: Int) { check(n, m, k, Float.self) }

    private func check<S: Real>(_ n: Int, _ m: Int, _ k: Int, _: S.Type) {
        let (a, b) = (Self.matrix(n, k, seed: 1, S.self), Self.matrix(k, m, seed: 2, S.self))
        #expect(Matrix.product(a, b) == Self.naive(n, m, k, { a[$0, $1] }, { b[$0, $1] }))

        let t = Self.matrix(k, n, seed: 3, S.self)
        #expect(Matrix.product(transposed: t, b) == Self.naive(n, m, k, { t[$1, $0] }, { b[$0, $1] }))

        let (w, biases) = (Self.matrix(m, k, seed: 4, S.self), Matrix(row: (0..<m).map { S($0) }))
        let sums = Self.naive(n, m, k, { a[$0, $1] }, { w[$1, $0] })
        let expected = sums.indices.map { sums[$0] + biases[0, $0 % m] }
        #expect(Matrix.affine(a, w, biases) == expected)
    }

    @Test func `columns are summed`() {
        #expect(Matrix<Double>([[1, 2, 3], [10, 20, 30]]).columnSums() == [11, 22, 33])
    }

    /// 2⁻²⁵ beside 1 is lost in float32, so that a plain sum would lose all of 2⁻⁷; in halves, 63 terms are lost.
    @Test func `many small terms are not lost beside a large one`() {
        let column = Matrix<Float>(
            rows: 1 << 18, columns: 1, elements: [1] + Array(repeating: 0x1p-25, count: 1 << 18 - 1))
        let exact = 1 + Double(1 << 18 - 1) * 0x1p-25
        #expect(abs(Double(column.columnSums()[0]) - exact) < 2e-6)
        #expect(abs(Double(pairwiseSum(column.span)) - exact) < 2e-6)
    }

    /// Whole numbers again, so that halves must give the same.
    @Test func `a sum over many rows is the same in halves`() {
        let (a, b) = (Self.matrix(5000, 3, seed: 5, Double.self), Self.matrix(5000, 2, seed: 6, Double.self))
        let expected = Self.naive(3, 2, 5000, { a[$1, $0] }, { b[$0, $1] })
        #expect(Matrix.product(transposed: a, b) == expected)
    }

    @Test func `a product over a million rows keeps its digits`() {
        let x = Matrix<Float>(rows: 1_000_000, columns: 1, repeating: 0.1)
        let y = Matrix<Float>(rows: 1_000_000, columns: 1, repeating: 1)
        let sum = Double(Matrix.product(transposed: x, y)[0])
        #expect(abs(sum - 100_000.0015) < 1)
    }

    @Test func `rows are where they are said to be`() {
        let matrix = Matrix<Double>([[1, 2, 3], [4, 5, 6]])
        let row = matrix.row(1)
        #expect(row.indices.map { row[$0] } == [4, 5, 6])
        #expect(matrix.part(at: 1, rows: 2, columns: 2) == Matrix([[2, 3], [4, 5]]))
        #expect(
            Matrix.made(rows: 1, columns: 2) { $0.fill(rowSums: matrix.view, matrix.view) { $0 * $1 } }.elements == [
                14, 77,
            ])
    }
}

extension Matrix {
    // What the engine fills, in memory of its own.

    static func affine(_ x: Matrix, _ w: Matrix, _ b: Matrix, _ workers: Workers = .one) -> [Scalar] {
        made(rows: x.rows, columns: w.rows) { $0.fill(affine: x.view, w.view, b.view, workers) }.elements
    }

    static func product(_ a: Matrix, _ b: Matrix, _ workers: Workers = .one) -> [Scalar] {
        made(rows: a.rows, columns: b.columns) { $0.fill(product: a.view, b.view, workers) }.elements
    }

    static func product(
        transposed a: Matrix, _ b: Matrix, dividedBy divisor: Scalar = 1, _ workers: Workers = .one
    ) -> [Scalar] {
        made(rows: a.columns, columns: b.columns) {
            $0.fill(transposed: a.view, b.view, dividedBy: divisor, Arena(), workers)
        }.elements
    }

    func columnSums(dividedBy divisor: Scalar = 1, _ workers: Workers = .one) -> [Scalar] {
        Matrix.made(rows: 1, columns: columns) {
            $0.fill(columnSums: view, dividedBy: divisor, Arena(), workers)
        }.elements
    }
}
