import CDecimal
import Glibc
import Testing

@testable import JSON

/// Every number is held to the C library's `strtod`, which is exact.
@Suite("Reading numbers")
struct NumberReadingTests {
    /// The texts that are read to other bits than `strtod` makes of them, by vectors of any width.
    static func wrong(_ texts: [String]) throws -> [String] {
        let numbers = Widths.all.map { Self.numbers(in: "[\(texts.joined(separator: ", "))]", vectors: $0) }
        #expect(numbers.allSatisfy { $0.count == texts.count })
        return numbers.flatMap {
            zip(texts, $0).filter { text, number in Self.strtod(text).bitPattern != number.bitPattern }
                .map { text, number in "\(text): \(number)" }
        }
    }

    /// The numbers of a document, those in arrays alone; none where it is no document.
    static func numbers(in text: String, vectors: cdecimal_vectors) -> [Double] {
        index(of: text, vectors: vectors).numbers
    }

    /// What is found in a document: its entries, and the numbers of its arrays; nothing where it is no document.
    static func index(of text: String, vectors: cdecimal_vectors) -> (entries: [String], numbers: [Double]) {
        let bytes = Array(text.utf8) + [UInt8](repeating: 0x31, count: Document.padding)  // more digits
        return unsafe bytes.withUnsafeBytes { text in
            guard let start = text.baseAddress, var index = Index(), index.clear(forBytes: text.count) else {
                return ([], [])
            }
            let count = text.count - Document.padding
            guard unsafe index.read(Cursor(start, count: count), vectors: vectors) else { return ([], []) }
            let entries = unsafe UnsafeBufferPointer(start: index.entries, count: index.count).map { "\($0)" }
            return (entries, unsafe Array(UnsafeBufferPointer(start: index.numbers, count: index.numberCount)))
        }
    }

    static func strtod(_ text: String) -> Double { unsafe Glibc.strtod(text, nil) }
    static func strtof(_ text: String) -> Float { unsafe Glibc.strtof(text, nil) }

    /// `printf`
    static func text(_ x: Double, _ format: String) -> String {
        var buffer = [CChar](repeating: 0, count: 800)
        _ = unsafe withVaList([x]) { unsafe vsnprintf(&buffer, buffer.count, format, $0) }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Numbers of all magnitudes, and such as networks hold.
    static func randomDoubles(_ count: Int) -> [Double] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { i in
            if i.isMultiple(of: 2) { return Double.random(in: -2...2, using: &generator) }
            let x = Double(bitPattern: generator.next())
            return x.isFinite ? x : 1
        }
    }

    /// Space, other values and faults at every place of an array of many numbers.
    @Test func `with vectors and without, it is the same document or none`() {
        let others = [
            "1", "-0", "12345678901234567890", "0.1234567890123456789", "3e7", "9007199254740993", "00", "01", "-",
            ".5", "1.", "1.e1", "-.1", "1..2", "1-2", "1/2", "", "true", "[2]", "\"", "0.30000000000000004", "1e400",
        ]
        let separators = [",", ", ", ",  ", " ,", ",\n", "\t,\r\n ", ",,", ", ,", ";"]
        for _ in 0..<20_000 {
            var elements = (0..<Int.random(in: 1...20)).map { _ in "\(Double(Int.random(in: -999...999)) / 100)" }
            for _ in 0..<Int.random(in: 0...2) {
                elements[Int.random(in: elements.indices)] = others.randomElement() ?? ""
            }
            let (usual, rare) = (separators[Int.random(in: 0...1)], Int.random(in: 0...40))
            var text = "["
            for (i, element) in elements.enumerated() {
                if i > 0 { text += i == rare ? separators.randomElement() ?? "" : usual }
                text += element
            }
            text += Bool.random() ? "]" : ["", " ]", ",]", "]]", "}"].randomElement() ?? ""
            let without = Self.numbers(in: text, vectors: cdecimal_none)
            for vectors in Widths.all.dropFirst() {
                let with = Self.numbers(in: text, vectors: vectors)
                #expect(with.map(\.bitPattern) == without.map(\.bitPattern), "\(text)")
            }
        }
    }

    /// Matrices of all shapes, at every place that a document has for them, with other values and faults in them.
    @Test func `rows that are read at once are the same as one by one`() {
        let others = [
            "[]", "[[1, 2]]", "3", "{}", "[-]", "[0.1, 1e5, 2]", "[\"1\"]", "[1,]", "[1 ]", "[0.30000000000000004]",
            "[9007199254740993]", "[2, 9007199254740993, 12345678901234567890.5, 3]",
        ]
        let separators = [", ", ",", " ,", ",\n", ",  ", "", ":", ", [", "], "]
        for _ in 0..<2_000 {
            let columns = Int.random(in: 1...9), end = ["]", "]", "]", "]]", "", "}", ", 1]"].randomElement() ?? ""
            var rows = (0..<Int.random(in: 1...80)).map { _ in
                "\((0..<columns).map { _ in Double(Int.random(in: -999...999)) / 100 })"
            }
            for _ in 0..<Int.random(in: 0...2) { rows[Int.random(in: rows.indices)] = others.randomElement() ?? "" }
            let (usual, rare) = (separators[Int.random(in: 0...1)], Int.random(in: 1...90))
            var list = rows[0]
            for (i, row) in rows.enumerated().dropFirst() {
                list += (i == rare ? separators.randomElement() ?? "" : usual) + row
            }
            let matrix = "[" + list + end
            let texts = [
                matrix, list, "{\"a\": \(matrix), \"b\": \(rows[0])}", "{\"a\": \(list)}", "[1, \(matrix), \(list)]",
            ]
            for text in texts {
                let without = Self.index(of: text, vectors: cdecimal_none)
                for vectors in Widths.all.dropFirst() {
                    let with = Self.index(of: text, vectors: vectors)
                    #expect(with.entries == without.entries, "\(text)")
                    #expect(with.numbers.map(\.bitPattern) == without.numbers.map(\.bitPattern), "\(text)")
                }
            }
        }
    }

    @Test(arguments: ["%.17g", "%.16e", "%.18e", "%g", "%.3f", "%.20f", "%.9E", "%.25e"])
    func `random numbers in the notations of C`(format: String) throws {
        #expect(try Self.wrong(Self.randomDoubles(10_000).map { Self.text($0, format) }) == [])
    }

    @Test func `random numbers, as short as can be`() throws {
        #expect(try Self.wrong(Self.randomDoubles(50_000).map { "\($0)" }) == [])
    }

    /// d digits before the point and f after it, for all d and f.
    @Test func `every count of digits on both sides of the point`() throws {
        var generator = SystemRandomNumberGenerator()
        let digits = { (count: Int) in
            String((0..<count).map { _ in Character("\(Int.random(in: 0...9, using: &generator))") })
        }
        var texts: [String] = []
        for whole in 0...26 {
            for fraction in 0...44 {
                for exponent in ["", "e1", "E-7", "e+12", "e-300"] {
                    let front = whole == 0 ? "0" : "\(Int.random(in: 1...9, using: &generator))" + digits(whole - 1)
                    let zeros = String(repeating: "0", count: Int.random(in: 0...fraction, using: &generator))
                    let back = zeros + digits(fraction - zeros.count)
                    texts.append((Bool.random() ? "-" : "") + front + (back.isEmpty ? "" : ".\(back)") + exponent)
                }
            }
        }
        #expect(try Self.wrong(texts) == [])
    }

    /// 64 bits hold 19 digits, and some numbers of 20.
    @Test func `numbers about the largest of 64 bits`() throws {
        let numbers = ["9999999999999999999", "10000000000000000000", "18446744073709551615", "18446744073709551616"]
        let more = (0..<1000).map { _ in
            "\(UInt64.random(in: 900...UInt64(1999)))" + "\(UInt64.random(in: 1 << 53..<1 << 53 + 1 << 52))"
        }
        let texts = (numbers + more).flatMap { [$0, "0.\($0)", "0.0000\($0)", "\($0.prefix(3)).\($0.dropFirst(3))"] }
        #expect(try Self.wrong(texts) == [])
    }

    @Test func `the ends of the range`() throws {
        let texts = [
            "0", "-0", "0.0", "-0.0", "0e0", "-0e-999999999999999999999", "0e999999999999999999999", "0.000e400",
            "1.7976931348623157e308", "1.797693134862315807e308", "179769313486231580793728971405301e276",
            "17976931348623158079372897140530341507993413271003782693617377898044e241",
            "2.2250738585072014e-308", "2.2250738585072011e-308", "2.225073858507201136057409796709131975935e-308",
            "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.47e-324", "2.48e-324",
            "1e-323", "1e-400", "1e-99999", "123456789012345678901234567890e-400", "9007199254740993",
            "9007199254740992.5", "9007199254740993.0000000000000000000000000001", "18446744073709551615",
            "18446744073709551616", "-9223372036854775809", "123456789012345678901234567890",
            "0." + String(repeating: "0", count: 400) + "1e401", "1" + String(repeating: "0", count: 400) + "e-400",
            "0." + String(repeating: "0", count: 5000) + "1e4999", String(repeating: "1", count: 800) + "e-800",
            "0." + String(repeating: "3", count: 800), "1." + String(repeating: "0", count: 800) + "1",
            "9007199254740993." + String(repeating: "0", count: 1000),
            "9007199254740993." + String(repeating: "0", count: 1000) + "1",
        ]
        #expect(try Self.wrong(texts) == [])
    }

    @Test func `every power of ten and of two`() throws {
        let tens = (-400...308).flatMap { ["1e\($0)", "9.99999999999999999e\($0 - 1)", "3e\($0 - 1)"] }
        #expect(try Self.wrong(tens) == [])
        let powers = (-1074...1023).map { Double(sign: .plus, exponent: $0, significand: 1) }
        #expect(try Self.wrong(powers.flatMap { [$0, $0.nextUp, $0.nextDown] }.map { Self.text($0, "%.17g") }) == [])
        #expect(try Self.wrong(powers.map { Self.text($0, "%.770g") }) == [])
    }

    @Test(arguments: [
        "1.7976931348623159e308", "-1.7976931348623159e308", "1e309", "1e99999999999999999999", "2e308",
        "17976931348623158079372897140530341507993413271003782693617377898045e241",
        "1" + String(repeating: "0", count: 309),
    ])
    func `what rounds to infinity is too large`(text: String) {
        let finding = Finding(pointer: "/0", detail: "too large for a float64")
        #expect(UnreadableTests.error("[\(text)]") == .outOfRange([finding]))
        #expect(UnreadableTests.error("[\(text),1]") == .outOfRange([finding]))
    }

    @Test func `space and separators, as anyone writes them`() throws {
        for text in ["[1,2.5,-3]", "[ 1 , 2.5 , -3 ]", "[\n  1,\n  2.5,\n  -3\n]", "[1 ,\t2.5\r\n,  -3]"] {
            var reader = Reader(try Document(parsing: Array(text.utf8)))
            #expect(reader.numbers(reader.root, as: Double.self) == [1, 2.5, -3])
        }
    }
}
