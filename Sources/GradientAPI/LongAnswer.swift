internal import HTTPWire
internal import JSON
internal import LinearAlgebra

/// The matrices of an answer whose numbers are written while it is on its way, and where they stand in its text.
final class LongMatrices<S: Evaluable> {
    fileprivate struct Place: Sendable {
        let matrix: Matrix<S>
        let columns: Int
        /// Bytes of the text before its numbers.
        let position: Int
    }

    fileprivate var places: [Place] = []
    private(set) var hasNonFinite = false
    /// A matrix of fewer numbers stands in the text.
    private static var leastNumbers: Int { 4096 }

    /// Writes the brackets of a matrix, if it is long.
    ///
    /// - Parameter isVector: whether one pair of brackets is enough
    func take(_ matrix: Matrix<S>, isVector: Bool, _ writer: inout Writer) -> Bool {
        guard matrix.count >= Self.leastNumbers else { return false }
        writer.raw(isVector ? "[" : "[[")
        let columns = isVector ? matrix.count : matrix.columns
        places.append(Place(matrix: matrix, columns: columns, position: writer.count))
        writer.raw(isVector ? "]" : "]]")
        hasNonFinite = hasNonFinite || matrix.hasNonFinite
        return true
    }
}

/// The JSON text of a long answer, in pieces.
final class LongAnswer<S: Evaluable>: BodyPieces {
    private struct Piece: Sendable {
        /// What stands before its numbers.
        let text: Range<Int>
        let place: LongMatrices<S>.Place?
        let numbers: Range<Int>
    }

    private let text: [UInt8]
    private let nonFinite: NonFinite
    private let pieces: [Piece]
    let bytes: (all: Int, each: Int)
    /// Writing so many takes about a quarter of a millisecond.
    static var numbersAPiece: Int { 1 << 15 }

    /// - Parameters:
    ///   - text: the answer without the numbers of the matrices
    ///   - nonFinite: what is written for numbers that JSON cannot hold
    init(_ text: [UInt8], _ matrices: LongMatrices<S>, _ nonFinite: NonFinite) {
        (self.text, self.nonFinite) = (text, nonFinite)
        var (pieces, position) = ([Piece](), 0)
        for place in matrices.places {
            for first in stride(from: 0, to: place.matrix.count, by: Self.numbersAPiece) {
                let numbers = first..<min(first + Self.numbersAPiece, place.matrix.count)
                pieces.append(Piece(text: position..<place.position, place: place, numbers: numbers))
                position = place.position
            }
        }
        pieces.append(Piece(text: position..<text.count, place: nil, numbers: 0..<0))
        self.pieces = pieces
        let sizes = pieces.map { $0.text.count + Writer.room(numbers: $0.numbers.count) }
        bytes = (sizes.reduce(0, +), sizes.max() ?? 0)
    }

    var count: Int { pieces.count }
    let length: Int? = nil

    func append(_ i: Int, to bytes: inout [UInt8]) {
        let piece = pieces[i]
        bytes += text[piece.text]
        guard let place = piece.place else { return }
        Writer.append(to: &bytes, nonFinite: nonFinite, numbers: piece.numbers.count) { writer in
            writer.separated(place.matrix.span, piece.numbers, columns: place.columns)
        }
    }
}
