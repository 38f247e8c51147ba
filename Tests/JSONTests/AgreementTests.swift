import Glibc
import Testing

@testable import JSON

/// The reader and the scanner know the same grammar and share no code.
@Suite("Reader and scanner agree")
struct AgreementTests {
    static let documents = [
        #"{"k":[1,-2.5e3,"s\n",true,null,{"x":[]}]}"#,
        #"{"network": {"layers": [{"weights": [[0.25, -1.5e-7]], "biases": [1]}]}, "é\u00e9\ud83d\ude00": "😀"}"#,
        "[[0.8444218515250481, -0.04392137231821421], [12.5,1e5,0,-0]\n, [false, 1], {}]",
        " 0.12345678901234567890123 ", "\"a\\\"b\"", "true", "-12e3", "[1,2,null]", "[[[[]]],{\"\":{}}]",
        "[[0.1, 2, -3], [4, 5, 6],[7, 8, [9]], [1, 2, 3]]", "{\"a\":[[1,2],[3,4]],\"b\":[5,6,7]}",
    ]
    .map { Array($0.utf8) }

    static func isDocument(_ bytes: [UInt8]) -> Bool {
        var scanner = SyntaxScanner(bytes)
        return scanner.scan() == nil && scanner.unfit.isEmpty
    }

    static func isRead(_ bytes: [UInt8]) -> Bool { (try? Document(parsing: bytes)) != nil }

    /// Reads bytes that end `Document.padding` bytes before a page that nobody may touch, with something in between.
    static func isReadAtEdge(_ bytes: [UInt8], before padding: [UInt8]) -> Bool {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let room = (bytes.count + Document.padding + page - 1) / page * page
        let memory = unsafe mmap(nil, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return false }
        defer { unsafe munmap(memory, room + page) }
        guard unsafe mprotect(memory + room, page, PROT_NONE) == 0 else { return false }
        let start = unsafe memory + room - Document.padding - bytes.count
        let following = (0..<Document.padding).map { padding[$0 % padding.count] }
        for (i, byte) in (bytes + following).enumerated() {
            unsafe start.storeBytes(of: byte, toByteOffset: i, as: UInt8.self)
        }
        guard var index = Index(), index.clear(forBytes: bytes.count) else { return false }
        return unsafe index.read(Cursor(start, count: bytes.count))
    }

    @Test func `about every beginning of a document`() {
        for document in Self.documents {
            #expect(Self.isRead(document))
            for count in document.indices {
                let bytes = Array(document[..<count])
                #expect(Self.isRead(bytes) == Self.isDocument(bytes), "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    /// What follows a document in memory neither completes it nor harms it.
    @Test(arguments: ["0", " ", ",", "]", "1,", "\"", "\\", "[", "}]", ".5e", "e", "\u{0}", "\t", "é", "\\u00", "1]}"])
    func `about every beginning, whatever follows in memory`(following: String) {
        for document in Self.documents {
            for count in 1...document.count {
                let bytes = Array(document[..<count])
                let isRead = Self.isReadAtEdge(bytes, before: Array(following.utf8))
                // Only what says itself where it ends is read in place.
                let hasEnd = bytes.first { !$0.isSpace }.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
                if hasEnd == true { #expect(isRead == Self.isDocument(bytes), "\(bytes) \(following)") }
            }
        }
    }

    /// Every byte in one document, in the others those that say something.
    @Test func `about every change of a byte`() {
        let all = Array(UInt8.min...UInt8.max)
        let some = Array("[]{},:\"\\ \n\u{1}é09-.eE+utfn".utf8)
        for document in Self.documents {
            var different: [String] = []
            for place in document.indices {
                for byte in document == Self.documents[0] ? all : some {
                    var bytes = document
                    bytes[place] = byte
                    if Self.isRead(bytes) != Self.isDocument(bytes) {
                        different.append(String(decoding: bytes, as: UTF8.self))
                    }
                }
            }
            #expect(different == [])
        }
    }

    @Test func `about random texts of what documents are made of`() {
        let pieces = [
            "[", "]", "{", "}", ",", ":", "\"", "\\", "\"a\":", "\"\\u00e9\"", "1", "0", "-", ".", "e", "E+",
            "12345678",
            " ", "\n", "true", "false", "null", "[]", "{}", "[1,2]", "é", "0.5, ", "\\ud83d\\ude00", "\u{1}",
        ]
        var generator = SystemRandomNumberGenerator()
        var different: [String] = []
        for _ in 0..<5_000 {
            let count = Int.random(in: 1...8, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            for text in [text, "[\(text)]"] where Self.isRead(Array(text.utf8)) != Self.isDocument(Array(text.utf8)) {
                different.append(text)
            }
        }
        #expect(different == [])
    }

    @Test func `about how deep a document may be`() {
        for depth in 30...34 {
            for inner in ["", "1", "[]", "{}", "\"\"", "{\"a\":1}"] {
                for (opening, closing) in [("[", "]"), ("{\"a\":", "}")] {
                    let ends = (String(repeating: opening, count: depth), String(repeating: closing, count: depth))
                    let text = ends.0 + inner + ends.1
                    #expect(Self.isRead(Array(text.utf8)) == Self.isDocument(Array(text.utf8)), "\(text)")
                }
            }
        }
    }
}
