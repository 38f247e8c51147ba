internal import JSON

/// Reads a header, and notes what is wrong with it.
struct HeaderReader: ~Copyable {
    private(set) var tensors: [Tensor] = []
    private(set) var metadata: [String: String] = [:]
    private var reader: Reader
    /// Where each tensor stands.
    private var nodes: [Node] = []
    private let bytesOfData: Int

    var findings: [Finding] { reader.findings }

    init(_ header: consuming Document, bytesOfData: Int) {
        reader = Reader(header)
        self.bytesOfData = bytesOfData
    }

    mutating func read() {
        for entry in reader.entries(of: reader.root) ?? [] where !reader.isFull {
            if entry.name == "__metadata__" {
                readMetadata(entry.value)
            } else if let tensor = tensor(entry.name, entry.value) {
                tensors.append(tensor)
                nodes.append(entry.key)
            }
        }
        if findings.isEmpty { checkLayout() }
    }

    private mutating func readMetadata(_ node: Node) {
        for entry in reader.entries(of: node) ?? [] where !reader.isFull {
            if let text = reader.string(entry.value) { metadata[entry.name] = text }
        }
    }

    private mutating func tensor(_ name: String, _ node: Node) -> Tensor? {
        guard let members = reader.members(of: node, required: TensorMember.offsets) else { return nil }
        let dtype = members[.dtype].flatMap { reader.string($0) }
        let shape = members[.shape].flatMap { reader.wholeNumbers($0) }
        let offsets = members[.offsets].flatMap { reader.wholeNumbers($0) }
        guard let dtype, let shape, let offsets else { return nil }
        guard offsets.count == 2, offsets[0] <= offsets[1] else {
            note(name, node, "data_offsets are where its bytes begin and where they end")
            return nil
        }
        let place = offsets[0]..<offsets[1]
        guard place.upperBound <= bytesOfData else {
            note(name, node, "ends at byte \(place.upperBound) of the data, of which there are \(bytesOfData)")
            return nil
        }
        guard let count = product(shape), let bytes = product([count, bytes(ofNumber: dtype) ?? 1]) else {
            note(name, node, "holds more numbers than can be counted")
            return nil
        }
        if Safetensors.bytes(ofNumber: dtype) != nil, bytes != place.count {
            let taken = counted(bytes, "byte")
            note(name, node, "takes \(taken) by its dtype and shape, and \(place.count) by its data_offsets")
            return nil
        }
        return Tensor(name: name, dtype: dtype, shape: shape, count: count, place: place)
    }

    /// The tensors are to lie one after another, from the first byte of the data to the last.
    private mutating func checkLayout() {
        let order = tensors.indices.sorted {
            let (a, b) = (tensors[$0].place, tensors[$1].place)
            return (a.lowerBound, a.upperBound) < (b.lowerBound, b.upperBound)
        }
        var covered = 0
        for i in order {
            let tensor = tensors[i]
            if tensor.place.lowerBound < covered {
                note(tensor.name, nodes[i], "begins at byte \(tensor.place.lowerBound), before another ends")
            } else if tensor.place.lowerBound > covered {
                note(tensor.name, nodes[i], "begins at byte \(tensor.place.lowerBound), and \(covered) would be next")
            }
            covered = max(covered, tensor.place.upperBound)
        }
        guard findings.isEmpty, covered < bytesOfData else { return }
        reader.note(reader.root, "\(counted(bytesOfData - covered, "byte")) behind the last tensor")
    }

    private mutating func note(_ name: String, _ node: Node, _ detail: String) {
        reader.note(node, "the tensor \"\(excerpt(name))\" \(detail)")
    }
}

/// What a tensor's entry says of it.
private enum TensorMember: Int, MemberKey {
    case dtype, shape, offsets

    static let names = MemberNames("dtype", "shape", "data_offsets")
}

/// `nil` where it is more than the largest integer.
private func product(_ factors: [Int]) -> Int? {
    var product = 1
    for factor in factors {
        let (next, isTooLarge) = product.multipliedReportingOverflow(by: factor)
        if isTooLarge { return nil }
        product = next
    }
    return product
}
