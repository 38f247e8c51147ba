public import LinearAlgebra

/// A matrix for each layer, `[0]` that of layer 1; they lie in one memory.
public struct LayerMatrices<Scalar: Real>: RandomAccessCollection, Sendable {
    /// What the matrices hold.
    @usableFromInline
    enum Kind: Sendable {
        /// z, then a, of one layer after another; or their derivatives.
        case weightedSums, activations
        /// w, then b, then s, of one layer after another; or their derivatives.
        case weights, biases, slopes
    }

    @usableFromInline let kind: Kind
    /// n, where there is a row for each example
    @usableFromInline let examples: Int
    @usableFromInline let layers: [LayerShape]
    @usableFromInline let memory: Matrix<Scalar>

    init(kind: Kind, examples: Int, layers: [LayerShape], memory: Matrix<Scalar>) {
        (self.kind, self.examples, self.layers, self.memory) = (kind, examples, layers, memory)
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { layers.count }

    public subscript(_ l: Int) -> Matrix<Scalar> {
        let (offset, rows, columns) = place(of: l)
        return memory.part(at: offset, rows: rows, columns: columns)
    }

    /// The numbers of matrix l, row by row, and how many stand in a row: with no matrix made for them.
    @inlinable
    public func withNumbers(_ l: Int, _ body: (Span<Scalar>, _ columns: Int) -> Void) {
        let (offset, rows, columns) = place(of: l)
        body(memory.span.extracting(offset..<offset + rows * columns), columns)
    }

    @usableFromInline
    func place(of l: Int) -> (offset: Int, rows: Int, columns: Int) {
        let (layer, n) = (layers[l], examples)
        return switch kind {
        case .weightedSums: (layer.weightedSums(n), n, layer.neurons)
        case .activations: (layer.activations(n), n, layer.neurons)
        case .weights: (layer.weights, layer.neurons, layer.inputs)
        case .biases: (layer.biases, 1, layer.neurons)
        case .slopes: (layer.slopes, 1, layer.slopeCount)
        }
    }
}
