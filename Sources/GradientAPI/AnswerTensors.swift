internal import HTTPWire
internal import JSON
internal import LinearAlgebra
internal import Safetensors

/// The arrays of an answer, which stand beside its document, in the order in which that names them.
final class AnswerTensors<S: Evaluable> {
    private var headings: [TensorHeading] = []
    private var matrices: [Matrix<S>] = []
    private var names: Set<[UInt8]> = []
    /// What a network's parameters were sent as.
    private let places: [LayerPlaces]
    private let sent: [Tensor]

    init(_ memory: EvaluationMemory<S>) { (places, sent) = (memory.places, memory.tensors) }

    /// Adds an array.
    ///
    /// - Parameter shape: how long each dimension is, instead of rows and columns
    /// - Returns: Its name: `name`, unless there is one of that name.
    func add(_ matrix: Matrix<S>, _ name: String, shape: [Int]? = nil) -> String {
        var name = name
        while !names.insert(Array(name.utf8)).inserted { name += "_" }
        headings.append(TensorHeading(name, shape: shape ?? [matrix.rows, matrix.columns], of: S.self))
        matrices.append(matrix)
        return name
    }

    /// Adds derivatives with respect to a part of a layer: they have the name that it was sent by.
    func add(_ matrix: Matrix<S>, _ kind: String, _ part: LayerPart, _ l: Int, shape: [Int]) -> String {
        let source = places[l][part]
        let (name, plain) = (source?.tensor.map { sent[$0].name }, "\(part.member).\(l + 1)")
        let isTaken = name.map { names.contains(Array("\(kind).\($0)".utf8)) } ?? true
        return add(matrix, "\(kind).\(isTaken ? plain : name ?? plain)", shape: shape)
    }

    /// Whether one of the numbers is infinite or none.
    var hasNonFinite: Bool { matrices.contains { $0.hasNonFinite } }

    /// The document and the arrays, in one file.
    func file(_ document: [UInt8]) -> TensorAnswer<S> {
        let text = String(decoding: document, as: UTF8.self)
        return TensorAnswer(TensorWriter.head(headings, metadata: [("response", text)]), matrices)
    }
}

/// A file of tensors, in pieces.
final class TensorAnswer<S: Evaluable>: BodyPieces {
    private let head: [UInt8]
    /// Numbers that lie one after another; the first piece is the head.
    private let pieces: [(matrix: Matrix<S>, numbers: Range<Int>)]
    let bytes: (all: Int, each: Int)
    private static var numbersAPiece: Int { 1 << 18 }

    init(_ head: [UInt8], _ matrices: [Matrix<S>]) {
        self.head = head
        pieces = matrices.flatMap { matrix in
            stride(from: 0, to: matrix.count, by: Self.numbersAPiece).map {
                (matrix, $0..<min($0 + Self.numbersAPiece, matrix.count))
            }
        }
        let sizes = [head.count] + pieces.map { $0.numbers.count * MemoryLayout<S>.size }
        bytes = (sizes.reduce(0, +), sizes.max() ?? 0)
    }

    var count: Int { 1 + pieces.count }
    var length: Int? { bytes.all }

    func append(_ i: Int, to bytes: inout [UInt8]) {
        guard i > 0 else { return bytes += head }
        let (matrix, numbers) = pieces[i - 1]
        bytes.append(numbers: matrix.span.extracting(numbers))
    }
}

extension Writer {
    /// What stands in a document for a tensor.
    mutating func tensor(_ name: String) {
        raw("{\"tensor\":")
        string(name)
        raw("}")
    }
}
