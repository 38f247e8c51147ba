import Testing

@testable import JSON

/// The text of many numbers against the standard library's `description`: another algorithm, the same digits.
@Suite("Text of numbers")
struct NumberTextTests {
    /// The numbers whose text does not read back to the same bits, or whose digits are not the shortest and closest; and
    /// those whose text is another when they are written by themselves.
    static func wrong<S: BinaryFormat & LosslessStringConvertible>(_ numbers: [S]) -> [S] {
        let bytes = Writer.text { $0.numbers(numbers) }
        for tables in Widths.tables {
            let same = Writer.text {
                $0.tables = tables
                $0.numbers(numbers)
            }
            #expect(bytes == same)
        }
        var start = 1
        return numbers.filter { x in
            let end = bytes[start...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "]") } ?? bytes.count
            defer { start = end + 1 }
            let text = bytes[start..<end]
            let back = S(String(decoding: text, as: UTF8.self))
            return back?.magnitudeBits != x.magnitudeBits || back?.sign != x.sign
                || !digits(text).elementsEqual(digits(x.description.utf8))
                || !text.elementsEqual(Writer.text { $0.number(x) })
        }
    }

    /// The digits of a decimal without point, sign, exponent and outer zeros: what "shortest" counts.
    static func digits(_ text: some Sequence<UInt8>) -> ArraySlice<UInt8> {
        let mantissa = text.prefix { $0 != UInt8(ascii: "e") }.filter { $0 >= UInt8(ascii: "0") }
        guard let last = mantissa.lastIndex(where: { $0 != UInt8(ascii: "0") }) else { return [] }
        return mantissa[...last].drop { $0 == UInt8(ascii: "0") }
    }

    /// As many as a debug build checks within a second; an optimized one checks a million.
    static var many: Int { _isDebugAssertConfiguration() ? 20_000 : 1_000_000 }

    @Test func `subnormal numbers`() {
        let doubles = (0..<Self.many / 10).map { _ in
            Double(bitPattern: UInt64.random(in: 1..<1 << 52) >> UInt64.random(in: 0..<52))
        }
        let floats = (0..<Self.many / 10).map { _ in
            Float(bitPattern: UInt32.random(in: 1..<1 << 23) >> UInt32.random(in: 0..<23))
        }
        #expect(Self.wrong(doubles + [.leastNonzeroMagnitude, Double.leastNormalMagnitude.nextDown]) == [])
        #expect(Self.wrong(floats + [.leastNonzeroMagnitude, Float.leastNormalMagnitude.nextDown]) == [])
    }

    @Test func `random bit patterns`() {
        let doubles = (0..<Self.many).map { _ in Double(bitPattern: .random(in: .min ... .max)) }
        let floats = (0..<Self.many).map { _ in Float(bitPattern: .random(in: .min ... .max)) }
        #expect(Self.wrong(doubles.filter(\.isFinite)) == [])
        #expect(Self.wrong(floats.filter(\.isFinite)) == [])
    }

    @Test func `every exponent of a Float`() {
        let floats = (0..<UInt32(255)).flatMap { exponent in
            (0..<Self.many / 255).map { _ in Float(bitPattern: exponent << 23 | .random(in: 0..<1 << 23)) }
        }
        #expect(Self.wrong(floats) == [])
    }

    @Test func `every exponent of a Double, and its power of two`() {
        let doubles = (0..<UInt64(2047)).flatMap { exponent in
            (0..<Self.many / 2047).map { i in
                Double(bitPattern: exponent << 52 | (i == 0 ? 0 : .random(in: 0..<1 << 52)))
            }
        }
        #expect(Self.wrong(doubles) == [])
    }

    @Test(arguments: [1e-6, 1e-3, 1, 1e3, 1e12, 1e17])
    func `numbers as networks have them`(scale: Double) {
        let doubles = (0..<Self.many / 6).map { _ in
            (Double.random(in: -1...1) + .random(in: -1...1) + .random(in: -1...1)) * scale
        }
        #expect(Self.wrong(doubles) == [])
        #expect(Self.wrong(doubles.map { Float($0) }) == [])
    }

    @Test func `short decimals, whole numbers and zeros`() {
        let doubles = (0..<Self.many / 10).flatMap { _ in
            let n = Double(Int.random(in: 0...1_000_000) >> Int.random(in: 0..<20))
            return [n, -n / 8, n / 10, n / 1000, n / 1e7, n * 1e10, n / 1e20]
        }
        #expect(Self.wrong(doubles) == [])
        #expect(Self.wrong(doubles.map { Float($0) }) == [])
    }

    @Test func `whole numbers about ten to the power of fifteen and sixteen, ties among them`() {
        let doubles = (0..<Self.many / 10).flatMap { _ in
            let n = Double(UInt64.random(in: 1 << 43..<1 << 54))
            return [n, n / 2, n / 4, n / 8, n / 16, n * 2]
        }
        #expect(Self.wrong(doubles) == [])
    }

    @Test func `blocks that end anywhere, and numbers that are not finite anywhere in them`() {
        for count in 0...40 {
            var numbers = (0..<count).map { Float($0) / 8 }
            var expected = numbers.map { "\($0)" }
            for i in [3, 15, 16, 17, 39] where i < count {
                numbers[i] = i % 2 == 0 ? .infinity : .nan
                expected[i] = "null"
            }
            let text = Writer.text(nonFinite: .null) { writer in
                writer.numbers(numbers)
                writer.numbers(numbers.map { Double($0) })
            }
            let once = "[" + expected.joined(separator: ",") + "]"
            #expect(String(decoding: text, as: UTF8.self) == once + once)
        }
    }

    @Test(arguments: [1, 2, 3, 7, 8, 9, 16, 17])
    func `rows that end anywhere, with numbers among them that vectors leave to others`(columns: Int) {
        for _ in 0..<Self.many / 1000 {
            let numbers = (0..<columns * Int.random(in: 1...6)).map { _ -> Double in
                switch Int.random(in: 0..<12) {
                case 0: .leastNonzeroMagnitude
                case 1: .infinity
                case 2: 0x1p-1022
                case 3: -0.0
                default: .random(in: 1e-3...1)
                }
            }
            let rows = stride(from: 0, to: numbers.count, by: columns).map { first in
                numbers[first..<first + columns].map { $0.isFinite ? "\($0)" : "null" }
            }
            for tables in Widths.tables {
                let text = Writer.text(nonFinite: .null) {
                    $0.tables = tables
                    $0.rows(numbers, columns: columns)
                }
                #expect(String(decoding: text, as: UTF8.self) == "\(rows)".filter { $0 != " " && $0 != "\"" })
            }
        }
    }

    @Test func `memory of an earlier text is used again`() {
        var text: [UInt8] = []
        Writer.append(to: &text, numbers: 1000) { $0.numbers([Double](repeating: .pi, count: 1000)) }
        let capacity = text.capacity
        text.removeAll(keepingCapacity: true)
        Writer.append(to: &text, numbers: 1000) { $0.numbers([1.5]) }
        #expect(String(decoding: text, as: UTF8.self) == "[1.5]")
        #expect(text.capacity == capacity)

        let held = text
        Writer.append(to: &text) { $0.numbers([2.5]) }
        #expect(String(decoding: text, as: UTF8.self) == "[1.5][2.5]")
        #expect(String(decoding: held, as: UTF8.self) == "[1.5]", "it was held here")
    }
}
