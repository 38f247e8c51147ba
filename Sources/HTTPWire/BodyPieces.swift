/// A long body of an answer, in pieces that are written while others are on their way already. Each can be written
/// apart from the others, by any thread, and a second time.
public protocol BodyPieces: AnyObject, Sendable {
    /// How many there are, one at least; they follow one another with nothing between them.
    var count: Int { get }

    /// About the most bytes that all of them, and that one of them, take.
    var bytes: (all: Int, each: Int) { get }

    /// The bytes of all of them together, where they are known before.
    var length: Int? { get }

    /// Writes a piece behind what is there.
    func append(_ i: Int, to bytes: inout [UInt8])
}

extension BodyPieces {
    /// The whole body.
    public func joined() -> [UInt8] {
        var whole: [UInt8] = []
        whole.reserveCapacity(bytes.all)
        for i in 0..<count { append(i, to: &whole) }
        return whole
    }
}
