internal import JSON
internal import LinearAlgebra
internal import Safetensors

/// Where numbers of a document come from: an array that stands at a place, or a tensor that stands for one.
struct NumberSource {
    let node: Node
    var tensor: Tensor?
}

extension EvaluationDecoder {
    /// The numbers at a place, where a file of tensors may have `{"tensor": name}`.
    mutating func source(_ node: Node) -> NumberSource? {
        guard let tensors, reader.isObject(node) else { return NumberSource(node: node) }
        guard let name = reader.members(of: node, required: TensorMember.tensor)?[.tensor].flatMap({ reader.string($0) })
        else { return nil }
        guard let tensor = tensors[name] else {
            reader.note(node, "there is no tensor \"\(excerpt(name))\"")
            return nil
        }
        return NumberSource(node: node, tensor: tensor)
    }

    /// An array of arrays of numbers, or a tensor with two dimensions.
    mutating func matrix<S: Evaluable>(
        _ source: NumberSource, columns: Int? = nil, each: String = "", in arena: Arena<S>
    ) -> Matrix<S>? {
        guard let tensor = source.tensor else {
            return reader.rows(source.node, columns: columns, each: each, as: S.self) { rows, columns, fill in
                arena.matrix(rows: rows, columns: columns, fill)
            }
        }
        guard fits(source, tensor, dimensions: 2, columns, each, S.self) else { return nil }
        return filled(source, tensor, rows: tensor.shape[0], columns: tensor.shape[1], arena)
    }

    /// An array of numbers, or a tensor with one dimension.
    mutating func vector<S: Evaluable>(_ source: NumberSource, in arena: Arena<S>) -> Matrix<S>? {
        guard let tensor = source.tensor else {
            return reader.numbers(source.node, as: S.self) { count, fill in
                arena.matrix(rows: 1, columns: count, fill)
            }
        }
        guard fits(source, tensor, dimensions: 1, nil, "", S.self) else { return nil }
        return filled(source, tensor, rows: 1, columns: tensor.shape[0], arena)
    }

    /// One more row, of an array or a tensor.
    mutating func append<S: Evaluable>(_ node: Node, columns: Int?, each: String, to rows: inout NumberRows<S>) {
        guard let source = source(node) else { return }
        guard let tensor = source.tensor else {
            reader.append(node, columns: columns, each: each, to: &rows)
            return
        }
        let count = columns ?? (rows.rows > 0 ? rows.columns : nil)
        guard fits(source, tensor, dimensions: 1, count, columns == nil ? "as in the first row" : each, S.self),
            let row: Matrix<S> = filled(source, tensor, rows: 1, columns: tensor.count, Arena())
        else { return }
        rows.append(row.elements)
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

    /// The numbers, each of them finite, as all are that stand in a document.
    private mutating func filled<S: Evaluable>(
        _ source: NumberSource, _ tensor: Tensor, rows: Int, columns: Int, _ arena: Arena<S>
    ) -> Matrix<S>? {
        let matrix = arena.matrix(rows: rows, columns: columns) { tensors?.copy(tensor, to: &$0) }
        guard matrix.span.hasNonFinite else { return matrix }
        let place = matrix.span.indices.first { !matrix.span[$0].isFinite } ?? 0
        let index = tensor.shape.count == 1 ? "\(place)" : "\(place / columns), \(place % columns)"
        reader.note(source.node, "the tensor \"\(excerpt(tensor.name))\" has [\(index)] \(matrix.span[place])")
        return nil
    }
}

extension Span where Element: BinaryFormat {
    /// Whether one of the numbers is infinite or none.
    var hasNonFinite: Bool {
        // Looked at without a branch for each: a difference below 0 has the highest bit.
        let greatest = Element.infinity.magnitudeBits - 1
        var differences: UInt64 = 0
        for i in indices { differences |= greatest &- self[i].magnitudeBits }
        return differences >> 63 != 0
    }
}
