import Foundation
import FuzzTargets
import Testing

@Suite("The fuzzers' inputs")
struct SeedTests {
    struct Seed: Sendable, CustomTestStringConvertible {
        let target: FuzzTarget
        let file: URL

        var testDescription: String { "\(target.rawValue)/\(file.lastPathComponent)" }

        /// The input; of a file in hexadecimal, what its digits say.
        func bytes() throws -> [UInt8] {
            let bytes = Array(try Data(contentsOf: file))
            guard file.pathExtension == "hex" else { return bytes }
            let digits = bytes.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map { UInt8($0) } }
            return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        }
    }

    static let folder = URL(filePath: #filePath).appending(path: "../../../Fuzz/Seeds").standardized
    static let seeds = FuzzTarget.allCases.flatMap { target in
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder.appending(path: target.rawValue), includingPropertiesForKeys: nil)
        return (files ?? []).map { Seed(target: target, file: $0) }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `every target has some`(target: FuzzTarget) {
        #expect(Self.seeds.contains { $0.target == target })
    }

    /// As it is, and cut short at every place.
    @Test(arguments: seeds)
    func `every seed keeps to what is promised`(seed: Seed) throws {
        let bytes = try seed.bytes()
        #expect(!bytes.isEmpty)
        for count in 0...bytes.count { try seed.target.check(Array(bytes[..<count])) }
    }
}
