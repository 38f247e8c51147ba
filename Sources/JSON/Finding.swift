/// What is wrong with a document, and where.
public struct Finding: Error, Sendable, Equatable {
    /// The place, as a JSON Pointer (RFC 6901); empty for the whole document.
    public let pointer: String
    /// What is wrong, in words for the caller.
    public let detail: String

    public init(pointer: String, detail: String) {
        self.pointer = pointer
        self.detail = detail
    }

    /// Whether another says the same of the same place, byte by byte: a `String` equals others that look the same.
    func isSame(_ other: Finding) -> Bool {
        pointer.utf8.elementsEqual(other.pointer.utf8) && detail.utf8.elementsEqual(other.detail.utf8)
    }
}

/// "1 number", "2 numbers"
public func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }

/// A text from a document, or its beginning: it may be as long as a document, and an answer need not repeat it.
public func excerpt(_ text: String) -> String {
    text.utf8.count <= 256 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(64))) + "…"
}

/// One step of a JSON Pointer, escaped (RFC 6901 §3).
func pointerStep(_ key: String) -> String {
    var step = "/"
    for character in excerpt(key).unicodeScalars {
        switch character {
        case "~": step += "~0"
        case "/": step += "~1"
        default: step.unicodeScalars.append(character)
        }
    }
    return step
}

extension Document {
    /// The JSON Pointer of a place: found by walking down to it, so that reading keeps no paths.
    ///
    /// - Parameter target: a value, or the key of a member (which stands for the member)
    func pointer(to target: Node) -> String {
        var path = ""
        var place = root
        while place != target {
            let isObject = kind(of: place) == .object
            if place.index == target.index { return path + "/\(target.element - 1)" }  // a number in an array of them
            var child = firstChild(of: place)
            var position = 0
            while true {
                let value = isObject ? Node(index: child.index + 1) : child
                let end = next(after: value)
                if target.index < end.index {
                    path += isObject ? pointerStep(string(at: child)) : "/\(position)"
                    place = target == child ? target : value
                    break
                }
                child = end
                position += 1
            }
        }
        return path
    }
}
