import Compression
import Testing

@Suite("Putting answers in a coding")
struct DeflateTests {
    /// Numbers in decimal, which leave about half.
    static let numbers = Array((0..<200_000).map { "0.\($0 * 7_919 % 1_000_003)," }.joined().utf8)

    @Test(arguments: Coding.allCases)
    func `many pieces are one body`(coding: Coding) throws {
        var questions = 0
        let coded = try #require(
            deflated(Self.numbers, coding) { _ in
                questions += 1
                return true
            })
        #expect(questions > 10)
        let body = try inflated(coded, coding, limit: Self.numbers.count) { _ in true }
        #expect(body == Self.numbers)
    }

    @Test func `it stops where it is told to, and the next is whole`() throws {
        var questions = 0
        let coded = deflated(Self.numbers, .gzip) { _ in
            questions += 1
            return questions < 3
        }
        #expect(coded == nil)
        #expect(questions == 3)
        // What was given up leaves nothing behind in the state that is used again.
        #expect(deflated(Self.numbers, .gzip) == deflated(Self.numbers, .gzip) { _ in true })
        let whole = try #require(deflated(Self.numbers, .gzip))
        let body = try inflated(whole, .gzip, limit: Self.numbers.count) { _ in true }
        #expect(body == Self.numbers)
    }

    /// The least that there must be, and not much more.
    @Test(arguments: [0, 1000, 65_536, 1_500_000])
    func `it asks for what it uses`(count: Int) throws {
        var granted = 0
        let coded = try #require(
            deflated(Array(Self.numbers.prefix(count)), .gzip) { bytes in
                granted += bytes
                return true
            })
        #expect(granted >= coded.count)
        #expect(granted <= coded.count + 65_536)
    }
}
