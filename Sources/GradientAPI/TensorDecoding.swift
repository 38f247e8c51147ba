internal import JSON
internal import LinearAlgebra
internal import Safetensors

/// Where numbers of a document come from: an array that stands at a place, or a tensor that stands for one.
struct NumberSource {
    let node: Node
    /// Its place in the file: a tensor itself would have to be counted by whoever holds a source.
    var tensor: Int?
}

extension EvaluationDecoder {
    /// The tensor that is a source.
    func tensor(_ source: NumberSource) -> Tensor? { source.tensor.flatMap { tensors?.tensors[$0] } }

    /// The numbers at a place, where a file of tensors may have `{"tensor": name}`.
    mutating func source(_ node: Node) -> NumberSource? {
        guard let tensors, reader.isObject(node) else { return NumberSource(node: node) }
        let members = reader.members(of: node, required: TensorMember.tensor)
        guard let name = members?[.tensor].flatMap({ reader.string($0) }) else { return nil }
        guard let tensor = tensors.place(of: name) else {
            reader.note(node, "there is no tensor \"\(excerpt(name))\"")
            return nil
        }
        return NumberSource(node: node, tensor: tensor)
    }

    /// An array of arrays of numbers, or a tensor with two dimensions.
    ///
    /// - Parameter place: gets the rows, the columns, and what fills them
    mutating func matrix<S: Evaluable, Place>(
        _ source: NumberSource, columns: Int? = nil, each: String = "",
        _ place: (Int, Int, (inout MutableSpan<S>) -> Void) -> Place
    ) -> Place? {
        guard let tensor = tensor(source) else {
            return reader.rows(source.node, columns: columns, each: each, as: S.self, place)
        }
        guard fits(source, tensor, dimensions: 2, columns, each, S.self) else { return nil }
        var fault: TensorFault<S>?
        let placed = place(tensor.shape[0], tensor.shape[1]) { fault = copy(tensor, to: &$0) }
        return isGood(source, tensor, fault) ? placed : nil
    }

    /// The same, in a matrix.
    mutating func matrix<S: Evaluable>(
        _ source: NumberSource, columns: Int?, each: String, in arena: Arena<S>
    ) -> Matrix<S>? {
        matrix(source, columns: columns, each: each) { arena.matrix(rows: $0, columns: $1, $2) }
    }

    /// An array of numbers, or a tensor with one dimension, in a row.
    ///
    /// - Parameters:
    ///   - count: how many numbers there must be, where that is known
    ///   - each: what each of them stands for
    mutating func vector<S: Evaluable>(
        _ source: NumberSource, count: Int? = nil, each: String = "", in arena: Arena<S>
    ) -> Matrix<S>? {
        let row: Matrix<S>? = vector(source) { (count, fill: (inout MutableSpan<S>) -> Void) in
            arena.matrix(rows: 1, columns: count, fill)
        }
        guard let row, fits(row, count, each, source.node) else { return nil }
        return row
    }

    /// Whether a row has as many numbers as it must; if not, that is noted.
    mutating func fits<S>(_ row: Matrix<S>, _ count: Int?, _ each: String, _ node: Node) -> Bool {
        guard let count, row.count != count else { return true }
        reader.note(node, "expected \(counted(count, "number")), \(each), found \(row.count)")
        return false
    }

    /// An array of numbers, or a tensor with one dimension.
    ///
    /// - Parameter place: gets the count, and what fills that many numbers
    mutating func vector<S: Evaluable, Place>(
        _ source: NumberSource, _ place: (Int, (inout MutableSpan<S>) -> Void) -> Place
    ) -> Place? {
        guard let tensor = tensor(source) else { return reader.numbers(source.node, as: S.self, place) }
        guard fits(source, tensor, dimensions: 1, nil, "", S.self) else { return nil }
        var fault: TensorFault<S>?
        let placed = place(tensor.shape[0]) { fault = copy(tensor, to: &$0) }
        return isGood(source, tensor, fault) ? placed : nil
    }

    /// One more row, of an array or a tensor.
    mutating func append<S: Evaluable>(_ node: Node, columns: Int?, each: String, to rows: inout NumberRows<S>) {
        guard let source = source(node) else { return }
        guard let tensor = tensor(source) else {
            reader.append(node, columns: columns, each: each, to: &rows)
            return
        }
        let count = columns ?? (rows.rows > 0 ? rows.columns : nil)
        guard fits(source, tensor, dimensions: 1, count, columns == nil ? "as in the first row" : each, S.self)
        else { return }
        var fault: TensorFault<S>?
        rows.append(tensor.count) { fault = copy(tensor, to: &$0) }
        _ = isGood(source, tensor, fault)
    }

    /// Whether a tensor is what is wanted; what is not is noted.
    private mutating func fits<S: Evaluable>(
        _ source: NumberSource, _ tensor: Tensor, dimensions: Int, _ columns: Int?, _ each: String, _: S.Type
    ) -> Bool {
        func note(_ expectation: String) {
            let name = excerpt(tensor.name)
            reader.note(source.node, "expected \(expectation), found the tensor \"\(name)\", \(tensor.description)")
        }
        if tensor.dtype != S.dtype {
            note(precisionReason.map { "\(S.dtype), \($0)" } ?? "F32 or F64")
        } else if tensor.shape.count != dimensions {
            note(counted(dimensions, "dimension"))
        } else if let columns, tensor.shape.last != columns {
            note("\(counted(columns, "number"))\(dimensions == 1 ? "" : " a row"), \(each)")
        } else {
            return true
        }
        return false
    }

    /// - Returns: The first number that is not finite, as all are that stand in a document.
    private func copy<S: Evaluable>(_ tensor: Tensor, to numbers: inout MutableSpan<S>) -> TensorFault<S>? {
        let file = tensors
        let faulty = unsafe numbers.withUnsafeMutableBufferPointer { memory -> Range<Int>? in
            // Each piece is written by one thread.
            nonisolated(unsafe) let memory = unsafe memory
            return Workers.all.firstPiece(of: tensor.count) { piece in
                let part = unsafe UnsafeMutableBufferPointer(rebasing: memory[piece])
                var numbers = unsafe part.mutableSpan
                file?.copy(tensor, piece, to: &numbers)
                // They are still near.
                return numbers.span.hasNonFinite
            }
        }
        guard let faulty, let place = faulty.first(where: { !numbers[$0].isFinite }) else { return nil }
        return TensorFault(place: place, number: numbers[place])
    }

    /// Whether all numbers of a tensor can be taken; what cannot is noted.
    private mutating func isGood<S: Evaluable>(
        _ source: NumberSource, _ tensor: Tensor, _ fault: TensorFault<S>?
    ) -> Bool {
        guard let fault else { return true }
        let row = tensor.shape.last ?? 1
        let index = tensor.shape.count == 1 ? "\(fault.place)" : "\(fault.place / row), \(fault.place % row)"
        reader.note(source.node, "the tensor \"\(excerpt(tensor.name))\" has [\(index)] \(fault.number)")
        return false
    }
}

/// A number of a tensor that is not finite.
private struct TensorFault<S: Evaluable> {
    let place: Int
    let number: S
}

extension Matrix where Scalar: BinaryFormat {
    /// Whether one of the numbers is infinite or none; all processors look through a large one.
    var hasNonFinite: Bool { Workers.all.firstPiece(of: count) { span.extracting($0).hasNonFinite } != nil }
}

extension Span where Element: BinaryFormat {
    /// Whether one of the numbers is infinite or none.
    var hasNonFinite: Bool {
        MemoryLayout<Element>.size == 4 ? hasNonFinite(UInt32.self) : hasNonFinite(UInt64.self)
    }

    /// - Parameter type: as wide as a number: so as many are looked at at once as a vector holds
    @inline(__always)
    private func hasNonFinite<Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(_ type: Bits.Type) -> Bool {
        // Looked at without a branch for each: a difference below 0 has the highest bit.
        let greatest = Bits(truncatingIfNeeded: Element.infinity.magnitudeBits - 1)
        return unsafe withUnsafeBytes { bytes in
            var differences: Bits = 0
            for i in 0..<bytes.count / MemoryLayout<Bits>.size {
                let bits = unsafe bytes.load(fromByteOffset: i &* MemoryLayout<Bits>.size, as: Bits.self)
                differences |= greatest &- (bits & (Bits.max >> 1))
            }
            return differences >> (Bits.bitWidth - 1) != 0
        }
    }
}
