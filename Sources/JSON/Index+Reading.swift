internal import CDecimal

/// Reading a document: RFC 8259 §2 to §7, in one pass and without recursion.
extension Index {
    /// - Parameter vectors: such as the processor has
    /// - Returns: Whether it is a document whose numbers are finite, and there was memory for its index.
    @unsafe mutating func read(_ text: consuming Cursor, vectors: cdecimal_vectors = cdecimal_widest()) -> Bool {
        let reader = unsafe NumberReader(end: text.end, vectors: vectors)
        /// The innermost object or array that is open; while it is, the one around it stands in `extent`.
        var open = 0
        var depth = 0
        value: while true {
            let byte = unsafe text.token()
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                unsafe text.p += 1
                let tag: Entry.Tag = byte == UInt8(ascii: "{") ? .object : .array
                let first = unsafe text.token()
                if first == byte + 2 {  // "}" or "]"
                    unsafe text.p += 1
                    guard append(Entry(tag, extent: UInt32(truncatingIfNeeded: count + 1))) else { return false }
                    break
                }
                guard depth < Document.maximumDepth else { return false }
                var elements: UInt32 = 0
                if tag == .array, first.beginsNumber {
                    let isRow = unsafe depth > 0 && entries[open].tag == .array
                    switch unsafe readNumbers(&text, reader, within: open, isRow: isRow) {
                    case .some(.all): break
                    case .some(.some(let numbers)): elements = numbers
                    case nil: return false
                    }
                    if elements == 0 { break }
                    (open, depth) = (count - Int(elements) - 1, depth + 1)
                    continue value
                }
                let around = UInt32(truncatingIfNeeded: open)
                let before = UInt32(truncatingIfNeeded: numberCount)
                (open, depth) = (count, depth + 1)
                guard append(Entry(tag, extent: around, low: before)) else { return false }
                if tag == .object, unsafe !readKey(&text) { return false }
                continue value
            case UInt8(ascii: "\""):
                guard unsafe readString(&text) else { return false }
            case UInt8(ascii: "t"):
                guard unsafe text.take(word: 0x6575_7274, count: 4), append(Entry(.true)) else { return false }
            case UInt8(ascii: "f"):
                guard unsafe text.take(word: 0x65_736C_6166, count: 5), append(Entry(.false)) else { return false }
            case UInt8(ascii: "n"):
                guard unsafe text.take(word: 0x6C6C_756E, count: 4), append(Entry(.null)) else { return false }
            default:
                guard let number = unsafe reader.read(&text.p), append(Entry(number)) else { return false }
            }
            // After a value: those that end with it, or a comma and the next.
            while depth > 0 {
                let byte = unsafe text.token()
                unsafe text.p += 1
                unsafe entries[open].high += 1
                let isObject = unsafe entries[open].tag == .object
                if byte == UInt8(ascii: ",") {
                    if isObject, unsafe !readKey(&text) { return false }
                    continue value
                }
                guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return false }
                let around = unsafe Int(entries[open].extent)
                unsafe entries[open].extent = UInt32(truncatingIfNeeded: count)
                unsafe entries[open].low = UInt32(truncatingIfNeeded: numberCount) &- entries[open].low
                (open, depth) = (around, depth - 1)
            }
            // Only space may follow, and nothing may have been taken from beyond the end.
            return unsafe text.token() == 0 && text.p == text.end
        }
    }

    /// `"key":`
    @unsafe private mutating func readKey(_ text: inout Cursor) -> Bool {
        guard unsafe text.token() == UInt8(ascii: "\""), unsafe readString(&text) else { return false }
        return unsafe text.take(":")
    }
}
