import Testing

@testable import JSON

/// Decimals that are close to the middle between two numbers, or in it; held to `strtod` like all.
@Suite("Rounding numbers")
struct NumberRoundingTests {
    /// Below a power of two by so little that a double would be the power itself.
    @Test func `numbers about the powers of two that 64 bits hold`() throws {
        let numbers = (50...62).flatMap { power in (-3...3).map { "\(1 << power + $0)" } }
        let texts = numbers.flatMap { digits in
            ["", "0.", "0.00"].map { $0 + digits }
                + (1..<digits.count).map { "\(digits.prefix($0)).\(digits.dropFirst($0))" }
        }
        #expect(try NumberReadingTests.wrong(texts) == [])
    }

    /// Those below and above it, a unit of their last place apart.
    @Test func `decimals of 64 bits about the middle between two numbers`() throws {
        let texts = (0..<20_000).flatMap { _ in
            let places = Int.random(in: 12...21), odd = UInt128(Int.random(in: 1 << 52..<1 << 53) * 2 + 1)
            // So that odd·10^places·2^-shift has 63 bits at most.
            let shift = UInt128(PowersOfTen.floorLog2(places) - 8)
            let below = odd * (0..<places).reduce(1 as UInt128) { power, _ in power * 10 } >> shift
            return [below, below + 1].map { number in
                let digits = String(repeating: "0", count: max(0, places + 1 - "\(number)".count)) + "\(number)"
                return "\(digits.dropLast(places)).\(digits.suffix(places))"
            }
        }
        #expect(try NumberReadingTests.wrong(texts) == [])
    }

    /// In the middle between two numbers, and one digit to either side of it, written with all digits.
    @Test func `ties go to the even number`() throws {
        var generator = SystemRandomNumberGenerator()
        var texts: [String] = []
        for i in 0..<2000 {
            // A number with 54 significant bits, the last set: as a sum of two doubles it has an exact decimal.
            let exponent = Int.random(in: i < 1000 ? -60...70 : -700...700, using: &generator)
            let x = Double(sign: .plus, exponent: exponent, significand: Double.random(in: 1..<2, using: &generator))
            let tie = Self.exactDecimal(x.significandBitPattern | 1 << 52, exponent - 52)
            texts += [tie, Self.nudged(tie, up: true), Self.nudged(tie, up: false), "-" + tie, tie + "e0"]
        }
        #expect(try NumberReadingTests.wrong(texts) == [])
    }

    /// (c + ½)·2^q in full.
    static func exactDecimal(_ c: UInt64, _ q: Int) -> String {
        var digits = String(2 * c + 1).utf8.reversed().map { Int($0) - 48 }
        var point = 0
        for _ in 0..<abs(q - 1) {
            var carry = 0
            for i in digits.indices {
                let product = digits[i] * (q - 1 > 0 ? 2 : 5) + carry
                (digits[i], carry) = (product % 10, product / 10)
            }
            if carry > 0 { digits.append(carry) }
            if q - 1 < 0 { point += 1 }
        }
        while digits.count <= point { digits.append(0) }
        let text = String(digits.reversed().map { Character("\($0)") })
        return point == 0 ? text : "\(text.dropLast(point)).\(text.suffix(point))"
    }

    /// One unit of the last digit, or of one far behind it, up or down.
    static func nudged(_ text: String, up: Bool) -> String {
        if up { return text + (text.contains(".") ? "0001" : ".0001") }
        var digits = Array(text.utf8)
        digits[digits.lastIndex { $0 > 48 } ?? 0] -= 1
        return String(decoding: digits, as: UTF8.self)
    }

    @Test func `half the smallest number, to all its digits and one more or less`() throws {
        let half = Self.exactDecimal(0, -1074)  // 2⁻¹⁰⁷⁵, a tie: to 0
        #expect(try NumberReadingTests.wrong([half, half + "1", Self.nudged(half, up: false)]) == [])
        #expect(NumberReadingTests.strtod(half) == 0)
    }
}
