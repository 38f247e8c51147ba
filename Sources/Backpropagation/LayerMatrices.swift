public import LinearAlgebra

/// What has a matrix for each layer, all in one memory.
public protocol LayerMemory<Scalar> {
    associatedtype Scalar: Real

    var layers: [LayerShape] { get }
    /// n, where there is a row for each example
    var examples: Int { get }
    var memory: Matrix<Scalar> { get }
}

/// What the matrices of layers hold.
public enum LayerMatrixKind: Sendable {
    /// z, then a, of one layer after another; or their derivatives.
    case weightedSums, activations
    /// w, then b, then s, of one layer after another; or their derivatives.
    case weights, biases, slopes
}

extension LayerMemory {
    /// The matrix of layer l + 1.
    ///
    /// - Precondition: The memory has such matrices.
    public func matrix(_ kind: LayerMatrixKind, _ l: Int) -> Matrix<Scalar> { matrices(kind)[l] }

    func matrices(_ kind: LayerMatrixKind) -> LayerMatrices<Scalar> {
        LayerMatrices(kind: kind, examples: examples, layers: layers, memory: memory)
    }

    /// The numbers of layer l + 1, row by row, and how many stand in a row: with no matrix made for them.
    ///
    /// - Precondition: The memory has such matrices.
    @inlinable @inline(__always)
    public func withNumbers(_ kind: LayerMatrixKind, _ l: Int, _ body: (Span<Scalar>, _ columns: Int) -> Void) {
        let (offset, rows, columns) = layers[l].place(of: kind, examples)
        body(memory.span.extracting(offset..<offset + rows * columns), columns)
    }
}

extension Matrix {
    /// Row k, 1 × columns.
    func row(at k: Int) -> Matrix { part(at: k * columns, rows: 1, columns: columns) }
}

/// A matrix for each layer, `[0]` that of layer 1; they lie in one memory.
public struct LayerMatrices<Scalar: Real>: RandomAccessCollection, Sendable {
    let kind: LayerMatrixKind
    let examples: Int
    let layers: [LayerShape]
    let memory: Matrix<Scalar>

    public var startIndex: Int { 0 }
    public var endIndex: Int { layers.count }

    public subscript(_ l: Int) -> Matrix<Scalar> {
        let (offset, rows, columns) = layers[l].place(of: kind, examples)
        return memory.part(at: offset, rows: rows, columns: columns)
    }
}
