/// Objects whose names only their writer knows, and numbers that count.
extension Reader {
    /// A member of an object.
    public struct Entry {
        public let name: String
        public let key: Node
        public let value: Node
    }

    /// The members of an object, in order, each given at most once.
    public mutating func entries(of node: Node) -> [Entry]? {
        guard document.kind(of: node) == .object else {
            expected("an object", at: node)
            return nil
        }
        // Names are compared by their bytes: a String equals others that look the same.
        var known: Set<[UInt8]> = []
        var entries: [Entry] = []
        var key = document.firstChild(of: node)
        let end = document.next(after: node)
        while key != end, !isFull {
            let (name, value) = (document.string(at: key), Node(index: key.index + 1))
            if known.insert(Array(name.utf8)).inserted {
                entries.append(Entry(name: name, key: key, value: value))
            } else {
                note(key, "given twice")
            }
            key = document.next(after: value)
        }
        return entries
    }

    /// `true` or `false`.
    public mutating func boolean(_ node: Node) -> Bool? {
        guard document.kind(of: node) == .boolean else {
            expected("a boolean", at: node)
            return nil
        }
        return document.entry(at: node).tag == .true
    }

    /// A number that stands by itself.
    public mutating func number<S: BinaryFormat>(_ node: Node, as type: S.Type = S.self) -> S? {
        if let number = document.number(at: node, as: S.self) { return number }
        noteNotANumber(node, of: S.self)
        return nil
    }

    /// A whole number from 0 on that stands by itself.
    public mutating func wholeNumber(_ node: Node) -> Int? {
        if let number = document.number(at: node, as: Double.self), number >= 0, number <= 0x1p53,
            let whole = Int(exactly: number)
        {
            return whole
        }
        if document.kind(of: node) == .number {
            note(node, "expected a whole number from 0 on")
        } else {
            expected("a whole number", at: node)
        }
        return nil
    }

    /// An array of whole numbers from 0 on, written without point and exponent.
    public mutating func wholeNumbers(_ node: Node) -> [Int]? {
        guard document.kind(of: node) == .array else {
            expected("an array of whole numbers", at: node)
            return nil
        }
        if document.isEmptyArray(node) { return [] }
        guard let numbers = document.wholeNumbers(at: node) else {
            note(node, "expected whole numbers from 0 to \(Int.max)")
            return nil
        }
        return numbers
    }
}

extension Document {
    /// The numbers of an array, as they stand in the text; `nil` where one is not whole.
    fileprivate func wholeNumbers(at node: Node) -> [Int]? {
        let entry = entry(at: node)
        guard entry.tag == .numbers else { return nil }
        var place = Int(entry.high)
        var numbers: [Int] = []
        for _ in 0..<entry.extent {
            while byte(at: place).isSpace { place += 1 }
            var number = 0
            while case let digit = byte(at: place) &- UInt8(ascii: "0"), digit < 10 {
                let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
                let (sum, isTooLargeToo) = tens.addingReportingOverflow(Int(digit))
                if isTooLarge || isTooLargeToo { return nil }
                number = sum
                place += 1
            }
            while byte(at: place).isSpace { place += 1 }
            guard byte(at: place) == UInt8(ascii: ",") || byte(at: place) == UInt8(ascii: "]") else { return nil }
            numbers.append(number)
            place += 1
        }
        return numbers
    }
}
