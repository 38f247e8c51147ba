/// A matrix of `rows` × `columns` numbers, stored row by row; a value, copied on write.
public struct Matrix<Scalar: Real>: Sendable, Equatable {
    public let rows: Int
    public let columns: Int
    /// Element (i, j) is `elements[i * columns + j]`.
    public let elements: [Scalar]

    /// - Precondition: `elements.count == rows * columns`.
    @inlinable
    public init(rows: Int, columns: Int, elements: [Scalar]) {
        precondition(elements.count == rows * columns, "a \(rows) × \(columns) matrix of \(elements.count) elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// Every element `value`.
    @inlinable
    public init(rows: Int, columns: Int, repeating value: Scalar) {
        self.init(rows: rows, columns: columns, elements: Array(repeating: value, count: rows * columns))
    }

    /// Made row by row.
    ///
    /// - Precondition: All rows are equally long.
    @inlinable
    public init(_ rows: [[Scalar]]) {
        precondition(rows.allSatisfy { $0.count == rows[0].count }, "ragged rows")
        self.init(rows: rows.count, columns: rows.first?.count ?? 0, elements: rows.flatMap(\.self))
    }

    @inlinable
    public subscript(row: Int, column: Int) -> Scalar { elements[row * columns + column] }

    /// Row i, `columns` numbers.
    @inlinable
    public func row(_ i: Int) -> ArraySlice<Scalar> { elements[i * columns..<(i + 1) * columns] }
}

extension Matrix {
    /// f of every element.
    @inlinable
    public func map(_ f: (Scalar) -> Scalar) -> Matrix {
        Matrix(rows: rows, columns: columns, elements: elements.map(f))
    }

    /// Every element divided by `divisor`.
    @inlinable
    public func divided(by divisor: Scalar) -> Matrix { divisor == 1 ? self : map { $0 / divisor } }

    /// f of the elements of two matrices of one shape, place by place.
    @inlinable
    public static func combine(_ a: Matrix, _ b: Matrix, _ f: (Scalar, Scalar) -> Scalar) -> Matrix {
        precondition(a.rows == b.rows && a.columns == b.columns)
        let elements = Array(capacity: a.elements.count) { combined in
            for i in a.elements.indices { combined.append(f(a.elements[i], b.elements[i])) }
        }
        return Matrix(rows: a.rows, columns: a.columns, elements: elements)
    }

    /// f of the elements of three matrices of one shape, place by place.
    @inlinable
    public static func combine(
        _ a: Matrix, _ b: Matrix, _ c: Matrix, _ f: (Scalar, Scalar, Scalar) -> Scalar
    ) -> Matrix {
        precondition(a.rows == b.rows && b.rows == c.rows && a.columns == b.columns && b.columns == c.columns)
        let elements = Array(capacity: a.elements.count) { combined in
            for i in a.elements.indices { combined.append(f(a.elements[i], b.elements[i], c.elements[i])) }
        }
        return Matrix(rows: a.rows, columns: a.columns, elements: elements)
    }

    /// Σⱼ f(aᵢⱼ, bᵢⱼ) for every row i, b being of this matrix's shape.
    @inlinable
    public func rowSums(with b: Matrix, _ f: (Scalar, Scalar) -> Scalar) -> [Scalar] {
        precondition(rows == b.rows && columns == b.columns)
        return rowRanges.map { row in
            var sum: Scalar = 0
            for j in row { sum += f(elements[j], b.elements[j]) }
            return sum
        }
    }

    /// Where each row lies in `elements`.
    @inlinable
    public var rowRanges: some Sequence<Range<Int>> {
        (0..<rows).lazy.map { [columns] i in i * columns..<(i + 1) * columns }
    }
}
