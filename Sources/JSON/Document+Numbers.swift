extension Document {
    /// The first key, element or number of what stands at `node`.
    func firstChild(of node: Node) -> Node {
        entry(at: node).tag == .numbers ? Node(index: node.index, element: 1) : Node(index: node.index + 1)
    }

    func isEmptyArray(_ node: Node) -> Bool {
        let entry = entry(at: node)
        return node.element == 0 && entry.tag == .array && entry.high == 0
    }

    /// How many numbers lie in arrays that hold nothing else, within `node`.
    func mostNumbers(in node: Node) -> Int {
        let entry = entry(at: node)
        return switch entry.tag {
        case .numbers: Int(entry.extent)
        case .object, .array: Int(entry.low)
        default: 0
        }
    }

    /// The number that is an entry; `nil` where there is none, or none of this format.
    func number<S: BinaryFormat>(at node: Node, as type: S.Type) -> S? {
        let entry = entry(at: node)
        let number = S(entry.number)
        return entry.tag == .number && number.isFinite ? number : nil
    }

    /// Appends the numbers of an array of them.
    ///
    /// - Returns: The place in the array of the first that is too large for the format, where there is one.
    @inline(__always)
    func append<S: BinaryFormat>(_ entry: Entry, at node: Node, to numbers: inout [S]) -> Int? {
        let doubles = unsafe self.numbers(at: node, count: Int(entry.extent))
        if S.self == Double.self {
            unsafe doubles.withMemoryRebound(to: S.self) { unsafe numbers.append(contentsOf: $0) }
            return nil
        }
        var fault: Int?
        var (position, offset) = (0, Int(entry.high))
        numbers.append(addingCapacity: doubles.count) { output in
            for i in doubles.indices {
                let double = unsafe doubles[i]
                var number = S(double)
                if double.mayBeFloatTie {
                    number = S(float(after: i - position, from: &offset))
                    position = i
                }
                guard number.isFinite else {
                    fault = i
                    return
                }
                output.append(number)
            }
        }
        return fault
    }
}

extension Double {
    /// Whether this may lie in the middle between two neighbouring floats: a decimal that is not quite this number is
    /// then rounded to one of them by itself, and not by what it has been rounded to before.
    @inline(__always)
    fileprivate var mayBeFloatTie: Bool {
        let bits = magnitude.bitPattern
        let isSubnormal = bits &- 1 < Double(Float.leastNormalMagnitude).bitPattern &- 1
        return bits & 0x1FFF_FFFF == 0x1000_0000 || isSubnormal
    }
}
