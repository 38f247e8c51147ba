public import JSON

/// Why bytes are no such file.
public enum NotATensorFile: Error, Equatable {
    /// What is wrong, each with a place in the header.
    case malformed([Finding])
    case outOfMemory
}

/// A file of tensors, in the format of safetensors: the length of a header in eight bytes, the header in JSON, and the
/// data, which the header's tensors cover from end to end. A class, since whoever reads a document hands it on, and there
/// is seldom one.
public final class TensorFile: Sendable {
    /// The longest header that the format allows.
    public static let longestHeader = 100_000_000

    /// Everything that the header names, in its order.
    public let tensors: [Tensor]
    /// The header's `__metadata__`.
    public let metadata: [String: String]
    private let bytes: [UInt8]
    /// Where in the bytes the data begin.
    private let start: Int
    /// By the bytes of a name: a String equals others that look the same.
    private let places: [[UInt8]: Int]

    /// Reads a file that lies among other bytes.
    ///
    /// - Precondition: the range lies in `bytes`.
    public init(parsing bytes: [UInt8], in range: Range<Int>) throws(NotATensorFile) {
        let header = try Self.header(of: bytes, in: range)
        let document: Document
        do throws(Unreadable) { document = try Document(parsing: bytes, in: header) } catch {
            switch error {
            case .malformed(let finding): throw .malformed([finding])
            case .outOfRange(let findings): throw .malformed(findings)
            case .outOfMemory: throw .outOfMemory
            }
        }
        var reader = HeaderReader(document, bytesOfData: range.upperBound - header.upperBound)
        reader.read()
        guard reader.findings.isEmpty else { throw .malformed(reader.findings) }
        (tensors, metadata) = (reader.tensors, reader.metadata)
        (self.bytes, start) = (bytes, header.upperBound)
        var places: [[UInt8]: Int] = [:]
        for (place, tensor) in tensors.enumerated() { places[Array(tensor.name.utf8)] = place }
        self.places = places
    }

    public convenience init(parsing bytes: [UInt8]) throws(NotATensorFile) {
        try self.init(parsing: bytes, in: bytes.indices)
    }

    /// Where among `tensors` the one of that name is.
    public func place(of name: String) -> Int? { places[Array(name.utf8)] }

    /// The tensor of that name.
    public subscript(_ name: String) -> Tensor? { place(of: name).map { tensors[$0] } }

    /// Copies some of a tensor's numbers.
    ///
    /// - Precondition: They are of this format, and `numbers` has as many places.
    public func copy<S: TensorScalar>(_ tensor: Tensor, _ range: Range<Int>, to numbers: inout MutableSpan<S>) {
        precondition(tensor.dtype == S.dtype && range.upperBound <= tensor.count && range.count == numbers.count)
        let size = MemoryLayout<S>.size
        let first = start + tensor.place.lowerBound + range.lowerBound * size
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe numbers.withUnsafeMutableBytes {
                unsafe $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[first..<first + range.count * size]))
            }
        }
    }

    /// Where the header lies.
    private static func header(of bytes: [UInt8], in range: Range<Int>) throws(NotATensorFile) -> Range<Int> {
        func malformed(_ detail: String) -> NotATensorFile { .malformed([Finding(pointer: "", detail: detail)]) }
        guard range.count >= 8 else {
            throw malformed("expected the header's length in 8 bytes, found \(range.count) in all")
        }
        let length = bytes[range.prefix(8)].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(longestHeader) else {
            throw malformed("a header of \(length) bytes; at most \(longestHeader)")
        }
        guard Int(length) <= range.count - 8 else {
            throw malformed("a header of \(length) bytes, of which there are \(range.count - 8)")
        }
        let header = range.lowerBound + 8..<range.lowerBound + 8 + Int(length)
        guard bytes[header].first == UInt8(ascii: "{") else { throw malformed("a header that does not begin with '{'") }
        return header
    }
}
