import CDecimal
import Testing

@testable import JSON

/// That vectors do what they are for, and do not leave it to others.
@Suite("Vectors")
struct VectorsTests {
    /// Doubles exactly, as decimals too: none lies close to the middle between two.
    static let numbers = (0..<31 * 23).map { _ in Double(Int.random(in: -9999...9999)) / 1024 }

    @Test(arguments: Widths.all.dropFirst().map(\.rawValue))
    func `rows of usual numbers are read at once`(vectors: UInt32) {
        let rows = stride(from: 0, to: Self.numbers.count, by: 23).map { "\(Array(Self.numbers[$0..<$0 + 23]))" }
        let before = String(repeating: " ", count: 32)
        let text = Array((before + rows.joined(separator: ", ")).utf8) + [UInt8](repeating: 0x31, count: 64)
        var numbers = [Double](repeating: 0, count: Self.numbers.count)
        var list = unsafe [cdecimal_row](repeating: cdecimal_row(), count: 32)
        let run = unsafe text.withUnsafeBufferPointer { text in
            let start = text.baseAddress!
            return unsafe cdecimal_read(
                cdecimal_vectors(vectors), start + 33, start + text.count - 64, &numbers,
                PowersOfTen.fractions, &list, 32)
        }
        #expect(unsafe run.has_ended)
        #expect(unsafe run.rows == 31)
        let isSame = numbers == Self.numbers
        #expect(isSame)
        #expect(unsafe list[0..<31].map(\.end) == (1...31).map { 23 * $0 })
    }

    @Test(arguments: Widths.all.indices.dropFirst())
    func `rows of usual numbers are written at once`(width: Int) throws {
        let tables = unsafe try #require(Widths.tables[width].vectors)
        var text = [UInt8](repeating: 0, count: 28 * Self.numbers.count + 32)
        let end = unsafe Self.numbers.withUnsafeBufferPointer { numbers in
            let start = numbers.baseAddress!
            let written = unsafe text.withUnsafeMutableBufferPointer { text in
                unsafe cdecimal_write(start, start + numbers.count, 23, 23, tables, text.baseAddress!)
            }
            return unsafe written.numbers - start
        }
        #expect(end == Self.numbers.count)
    }
}
