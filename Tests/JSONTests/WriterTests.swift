import JSON
import Testing

@Suite("Writing numbers")
struct WriterTests {
    static func text<S: BinaryFormat>(_ x: S) -> String {
        var writer = Writer()
        writer.number(x)
        return String(decoding: writer.finish(), as: UTF8.self)
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

    /// The digits of a decimal without point, sign, exponent and outer zeros: what "shortest" counts.
    static func digits(_ text: String) -> String {
        let mantissa = text.prefix { $0 != "e" }.filter(\.isNumber)
        return String(String(mantissa.drop { $0 == "0" }.reversed()).drop { $0 == "0" }.reversed())
    }

    /// The standard library's `description` is an independent shortest-digits algorithm.
    static func agrees<S: BinaryFormat & LosslessStringConvertible>(_ x: S) -> Bool {
        let text = text(x)
        guard let back = S(text) else { return false }
        return back == x && back.sign == x.sign && digits(text) == digits(x.description)
    }

    @Test func `every power of two, and its neighbours`() {
        for exponent in -1074...1023 {
            let x = Double(sign: .plus, exponent: exponent, significand: 1)
            for x in [x, x.nextUp, x.nextDown, -x] { #expect(Self.agrees(x), "\(x)") }
        }
        for exponent in -149...127 {
            let x = Float(sign: .plus, exponent: exponent, significand: 1)
            for x in [x, x.nextUp, x.nextDown, -x] { #expect(Self.agrees(x), "\(x)") }
        }
    }

    @Test func `every power of ten, and its neighbours`() {
        for exponent in -323...308 {
            guard let x = Double("1e\(exponent)") else { continue }
            for x in [x, x.nextUp, x.nextDown] { #expect(Self.agrees(x), "\(x)") }
        }
    }

    @Test func `random bit patterns`() {
        var generator = SystemRandomNumberGenerator()
        var wrong: [Double] = []
        var wrongFloats: [Float] = []
        for _ in 0..<100_000 {
            let bits = generator.next()
            let (x, y) = (Double(bitPattern: bits), Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
            if x.isFinite, !Self.agrees(x) { wrong.append(x) }
            if y.isFinite, !Self.agrees(y) { wrongFloats.append(y) }
        }
        #expect(wrong == [])
        #expect(wrongFloats == [])
    }

    @Test func `rows are separated, in pieces as in one`() {
        var writer = Writer()
        writer.rows([1.0, 2, 3, 4, 5, 6], columns: 2)
        #expect(String(decoding: writer.finish(), as: UTF8.self) == "[[1.0,2.0],[3.0,4.0],[5.0,6.0]]")

        let many = (0..<5000).map { Double($0) / 7 }
        var long = Writer()
        long.rows(many, columns: 5)
        let rows = stride(from: 0, to: 5000, by: 5).map {
            "[" + many[$0..<$0 + 5].map(Self.text).joined(separator: ",") + "]"
        }
        #expect(String(decoding: long.finish(), as: UTF8.self) == "[" + rows.joined(separator: ",") + "]")
    }

    @Test func `numbers that JSON cannot hold`() {
        for (choice, expected) in [(NonFinite.null, "[null,1.0,null]"), (.string, #"["NaN",1.0,"-Infinity"]"#)] {
            var writer = Writer(nonFinite: choice)
            writer.numbers([.nan, 1.0, -Double.infinity])
            let noticed = writer.hasNonFinite
            #expect(noticed)
            #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
        }
    }

    @Test func `strings are escaped`() {
        var writer = Writer()
        writer.string("a\"b\\c\n\u{1}é")
        #expect(String(decoding: writer.finish(), as: UTF8.self) == #""a\"b\\c\n\u0001é""#)
    }
}
