/// Below this many multiplications a plain loop is quicker than a BLAS call: at 4 × 4 × 4 it takes 120 ns to the
/// call's 190 ns, at 1 × 16 × 16 both take 250 ns, at 8 × 8 × 8 it takes 440 ns to 230 ns (OpenBLAS 0.3.21, AVX-512).
@usableFromInline let tinyProduct = 256

extension Matrix {
    /// x·wᵀ + b, each row of x an example and each row of w a neuron: the weighted sums of a dense layer.
    ///
    /// - Parameters:
    ///   - x: n × k
    ///   - w: m × k
    ///   - b: m numbers
    /// - Returns: n × m
    /// - Complexity: n·m·k multiplications
    @inlinable
    public static func affine(_ x: Matrix, _ w: Matrix, _ b: [Scalar]) -> Matrix {
        precondition(x.columns == w.columns && b.count == w.rows)
        let (n, m, k) = (x.rows, w.rows, x.columns)
        if n * m * k < tinyProduct {
            return Matrix(rows: n, columns: m) { i, j in
                var z = b[j]
                for l in 0..<k { z += x.elements[i * k + l] * w.elements[j * k + l] }
                return z
            }
        }
        return gemm(x, transposed: false, w, transposed: true, plus: b)
    }

    /// a·b
    ///
    /// - Parameters:
    ///   - a: n × k
    ///   - b: k × m
    /// - Returns: n × m
    @inlinable
    public static func product(_ a: Matrix, _ b: Matrix) -> Matrix {
        precondition(a.columns == b.rows)
        let (n, m, k) = (a.rows, b.columns, a.columns)
        if n * m * k < tinyProduct {
            return Matrix(rows: n, columns: m) { i, j in
                var sum: Scalar = 0
                for l in 0..<k { sum += a.elements[i * k + l] * b.elements[l * m + j] }
                return sum
            }
        }
        return gemm(a, transposed: false, b, transposed: false)
    }

    /// aᵀ·b: a sum over the rows, which are examples; more than 1,024 of them are summed in halves.
    ///
    /// - Parameters:
    ///   - a: k × n
    ///   - b: k × m
    /// - Returns: n × m
    @inlinable
    public static func product(transposed a: Matrix, _ b: Matrix) -> Matrix {
        precondition(a.rows == b.rows)
        return product(transposed: a, b, rows: 0..<a.rows)
    }

    @inlinable
    static func product(transposed a: Matrix, _ b: Matrix, rows: Range<Int>) -> Matrix {
        if rows.count > 1024 {
            let middle = rows.lowerBound + rows.count / 2
            let first = product(transposed: a, b, rows: rows.lowerBound..<middle)
            return combine(first, product(transposed: a, b, rows: middle..<rows.upperBound), +)
        }
        if rows.count < a.rows { return product(transposed: a.rows(rows), b.rows(rows)) }
        let (n, m, k) = (a.columns, b.columns, a.rows)
        if n * m * k < tinyProduct {
            return Matrix(rows: n, columns: m) { i, j in
                var sum: Scalar = 0
                for l in 0..<k { sum += a.elements[l * n + i] * b.elements[l * m + j] }
                return sum
            }
        }
        return gemm(a, transposed: true, b, transposed: false)
    }

    /// Some of the rows.
    @inlinable
    func rows(_ range: Range<Int>) -> Matrix {
        let part = Array(elements[range.lowerBound * columns..<range.upperBound * columns])
        return Matrix(rows: range.count, columns: columns, elements: part)
    }

    /// Element (i, j) is `element(i, j)`.
    @inlinable
    init(rows: Int, columns: Int, element: (Int, Int) -> Scalar) {
        let elements = Array(capacity: rows * columns) { elements in
            for i in 0..<rows { for j in 0..<columns { elements.append(element(i, j)) } }
        }
        self.init(rows: rows, columns: columns, elements: elements)
    }

    /// op(a)·op(b), plus `biases` in every row; the one place that hands memory to BLAS.
    @inlinable
    static func gemm(
        _ a: Matrix, transposed transposeA: Bool, _ b: Matrix, transposed transposeB: Bool, plus biases: [Scalar] = []
    ) -> Matrix {
        let (rows, depth) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
        let columns = transposeB ? b.rows : b.columns
        let elements = unsafe [Scalar](unsafeUninitializedCapacity: rows * columns) { c, count in
            for i in 0..<rows {
                for j in biases.indices { unsafe c.initializeElement(at: i * columns + j, to: biases[j]) }
            }
            unsafe a.elements.withUnsafeBufferPointer { a_ in
                unsafe b.elements.withUnsafeBufferPointer { b_ in
                    guard let a_ = a_.baseAddress, let b_ = b_.baseAddress, let c = c.baseAddress else { return }
                    unsafe Scalar.gemm(
                        rows: rows, columns: columns, depth: depth,
                        a_, transposeA: transposeA, aStride: a.columns,
                        b_, transposeB: transposeB, bStride: b.columns,
                        beta: biases.isEmpty ? 0 : 1, c)
                }
            }
            count = rows * columns
        }
        return Matrix(rows: rows, columns: columns, elements: elements)
    }
}
