import JSON
import Testing

@Suite("Writing numbers")
struct WriterTests {
    static func text<S: BinaryFormat>(_ x: S) -> String {
        String(decoding: Writer.text { $0.number(x) }, as: UTF8.self)
    }

    @Test(arguments: [
        (0.0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-1, "-1.0"), (0.1, "0.1"), (0.5, "0.5"), (100, "100.0"),
        (123.456, "123.456"), (0.00001, "0.00001"), (0.000001, "1e-6"), (1.5e-7, "1.5e-7"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e16"), (9_007_199_254_740_992, "9007199254740992.0"), (1e23, "1e23"),
        (Double.leastNonzeroMagnitude, "5e-324"),
        (2.2250738585072014e-308, "2.2250738585072014e-308"), (1.7976931348623157e308, "1.7976931348623157e308"),
        (0.18083700434435465, "0.18083700434435465"), (-0.20787237384897442, "-0.20787237384897442"),
        (9.5, "9.5"), (99.99, "99.99"), (4.35, "4.35"), (2e-44, "2e-44"),
    ])
    func `doubles as a person would write them`(x: Double, expected: String) {
        #expect(Self.text(x) == expected)
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (1, "1.0"), (16_777_216, "16777216.0"), (3.4028235e38, "3.4028235e38"),
            (Float.leastNonzeroMagnitude, "1e-45"),
            (0.3, "0.3"), (33_554_432, "33554432.0"), (8.5e9, "8500000000.0"),
        ] as [(Float, String)])
    func `floats as a person would write them`(x: Float, expected: String) {
        #expect(Self.text(x) == expected)
    }

    @Test func `every power of two, and its neighbours`() {
        let doubles = (-1074...1023).map { Double(sign: .plus, exponent: $0, significand: 1) }
        let floats = (-149...127).map { Float(sign: .plus, exponent: $0, significand: 1) }
        #expect(NumberTextTests.wrong(doubles.flatMap { [$0, $0.nextUp, $0.nextDown, -$0] }) == [])
        #expect(NumberTextTests.wrong(floats.flatMap { [$0, $0.nextUp, $0.nextDown, -$0] }) == [])
    }

    @Test func `every power of ten, and its neighbours`() {
        let doubles = (-323...308).compactMap { Double("1e\($0)") }
        let floats = (-45...38).compactMap { Float("1e\($0)") }
        #expect(NumberTextTests.wrong(doubles.flatMap { [$0, $0.nextUp, $0.nextDown] }) == [])
        #expect(NumberTextTests.wrong(floats.flatMap { [$0, $0.nextUp, $0.nextDown] }) == [])
    }

    @Test func `rows are separated, in pieces as in one`() {
        let short = Writer.text { $0.rows([1.0, 2, 3, 4, 5, 6], columns: 2) }
        #expect(String(decoding: short, as: UTF8.self) == "[[1.0,2.0],[3.0,4.0],[5.0,6.0]]")

        let many = (0..<5000).map { Double($0) / 7 }
        let long = Writer.text { $0.rows(many, columns: 5) }
        let rows = stride(from: 0, to: 5000, by: 5).map {
            "[" + many[$0..<$0 + 5].map(Self.text).joined(separator: ",") + "]"
        }
        #expect(String(decoding: long, as: UTF8.self) == "[" + rows.joined(separator: ",") + "]")
    }

    /// Each third is not finite, for then what is written together ends.
    @Test(arguments: [1, 2, 3, 7, 256, 300, 1000], [false, true])
    func `rows written in several goes are as those written in one`(columns: Int, isFinite: Bool) {
        let numbers = (0..<3000 / columns * columns).map { isFinite || $0 % 3 > 0 ? Double($0) / 7 : .infinity }
        let whole = Writer.text(nonFinite: .null) { $0.rows(numbers, columns: columns) }
        for each in [1, 2, 255, 256, 257, 999, 3000] {
            var text = Array("[[".utf8)
            for first in stride(from: 0, to: numbers.count, by: each) {
                let last = min(first + each, numbers.count)
                Writer.append(to: &text, nonFinite: .null) {
                    $0.separated(numbers.span, first..<last, columns: columns)
                }
            }
            text += Array("]]".utf8)
            #expect(text == whole)
        }
    }

    @Test func `numbers that JSON cannot hold`() {
        for (choice, expected) in [(NonFinite.null, "[null,1.0,null]"), (.string, #"["NaN",1.0,"-Infinity"]"#)] {
            var text = Array("before".utf8)
            #expect(Writer.append(to: &text, nonFinite: choice) { $0.numbers([.nan, 1.0, -Double.infinity]) })
            #expect(String(decoding: text, as: UTF8.self) == "before" + expected)
            #expect(!Writer.append(to: &text, nonFinite: choice) { $0.number(1.0) })
        }
    }

    @Test func `strings are escaped`() {
        let text = Writer.text { $0.string("a\"b\\c\n\u{1}é") }
        #expect(String(decoding: text, as: UTF8.self) == #""a\"b\\c\n\u0001é""#)
    }
}
