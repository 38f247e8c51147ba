internal import JSON
internal import Safetensors

/// One input: a file of tensors.
func checkTensors(_ input: [UInt8]) throws(Violation) {
    let file: TensorFile
    do throws(NotATensorFile) { file = try TensorFile(parsing: input) } catch {
        guard case .malformed(let findings) = error else { throw Violation("there is no memory") }
        try expect(1...Reader.mostFindings ~= findings.count, "\(findings.count) findings")
        return
    }
    for tensor in file.tensors {
        let count = tensor.shape.contains(0) ? 0 : tensor.shape.reduce(1, *)
        try expect(tensor.count == count, "\(tensor.description) has \(tensor.count) numbers")
        try expect(file[tensor.name] === tensor, "\"\(tensor.name)\" is another")
    }
    let known = file.tensors.filter { [Float.dtype, Double.dtype].contains($0.dtype) }
    try checkWriting(known, of: file)
}

/// What is written reads back, name by name and bit by bit.
private func checkWriting(_ tensors: [Tensor], of file: TensorFile) throws(Violation) {
    let headings = tensors.map { tensor in
        tensor.dtype == Float.dtype
            ? TensorHeading(tensor.name, shape: tensor.shape, of: Float.self)
            : TensorHeading(tensor.name, shape: tensor.shape, of: Double.self)
    }
    let metadata = file.metadata.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value) }
    var writer = TensorWriter(headings, metadata: metadata)
    for tensor in tensors {
        if tensor.dtype == Float.dtype {
            writer.append(numbers(of: tensor, in: file, as: Float.self).span)
        } else {
            writer.append(numbers(of: tensor, in: file, as: Double.self).span)
        }
    }
    let copy: TensorFile
    do throws(NotATensorFile) { copy = try TensorFile(parsing: writer.finish()) } catch {
        throw Violation("what was written is no such file: \(error)")
    }
    try expect(copy.metadata == file.metadata, "\(file.metadata) became \(copy.metadata)")
    try expect(copy.tensors.count == tensors.count, "\(tensors.count) tensors became \(copy.tensors.count)")
    for tensor in tensors {
        guard let other = copy[tensor.name] else { throw Violation("\"\(tensor.name)\" is gone") }
        try expect(other.description == tensor.description, "\(tensor.description) became \(other.description)")
        try expect(bits(of: tensor, in: file) == bits(of: other, in: copy), "\"\(tensor.name)\" has other numbers")
    }
}

private func numbers<S: TensorScalar>(of tensor: Tensor, in file: TensorFile, as type: S.Type) -> [S] {
    var numbers = [S](repeating: 0, count: tensor.count)
    var span = numbers.mutableSpan
    file.copy(tensor, 0..<tensor.count, to: &span)
    return numbers
}

private func bits(of tensor: Tensor, in file: TensorFile) -> [UInt64] {
    tensor.dtype == Float.dtype
        ? numbers(of: tensor, in: file, as: Float.self).map { UInt64($0.bitPattern) }
        : numbers(of: tensor, in: file, as: Double.self).map(\.bitPattern)
}
