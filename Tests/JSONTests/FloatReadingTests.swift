import JSON
import Testing

@Suite("Reading numbers as floats")
struct FloatReadingTests {
    static func read(_ texts: [String]) throws -> [Float] {
        var reader = Reader(try Document(parsing: Array("[ \(texts.joined(separator: " , "))]".utf8)))
        return reader.numbers(reader.root, as: Float.self) ?? []
    }

    /// The double nearest to such a number is a tie between two floats, and says nothing about its side.
    @Test func `what is a tie as a double is rounded by itself`() throws {
        var generator = SystemRandomNumberGenerator()
        var texts = [
            "1.00000005960464477539062500001", "1.000000059604644775390625", "1.00000005960464477539062499999",
            "340282356779733661637539395458142568447.9", "1e-46", "7.006492321624085354618e-46",
            "7.0064923216240853546186479164495806564e-46", "7.006492321624085354619e-46",
        ]
        for _ in 0..<1000 {
            let x = Float(bitPattern: UInt32.random(in: 1..<0x7F00_0000, using: &generator))
            let tie = NumberReadingTests.text((Double(x) + Double(x.nextUp)) / 2, "%.200g")
            guard !tie.contains("e") else { continue }
            texts += [tie, "-" + tie, NumberRoundingTests.nudged(tie, up: false), "0.5"]
            texts.append(tie + (tie.contains(".") ? "00000000000000001" : ".000000000000000000001"))
        }
        let floats = try Self.read(texts)
        #expect(floats.map(\.bitPattern) == texts.map { NumberReadingTests.strtof($0).bitPattern })
    }

    @Test func `subnormal floats`() throws {
        let texts = (0..<1000).map { "\(Double($0) * 7.3e-46 + 1e-50)" }
        #expect(try Self.read(texts).map(\.bitPattern) == texts.map { NumberReadingTests.strtof($0).bitPattern })
    }
}
