internal import JSON

/// What a file says of a tensor that it is to hold.
public struct TensorHeading: Sendable {
    public let name: String
    public let dtype: String
    public let shape: [Int]
    let bytes: Int

    public init<S: TensorScalar>(_ name: String, shape: [Int], of scalar: S.Type) {
        (self.name, dtype, self.shape) = (name, S.dtype, shape)
        bytes = shape.reduce(MemoryLayout<S>.size, *)
    }
}

/// Writes a file of tensors: first what it is to hold, and then the numbers of one tensor after another.
public struct TensorWriter: ~Copyable {
    private var bytes: [UInt8]

    /// - Parameters:
    ///   - headings: the tensors, no two of the same name
    ///   - metadata: names and texts
    public init(_ headings: [TensorHeading], metadata: [(name: String, text: String)]) {
        bytes = Self.head(headings, metadata: metadata)
        bytes.reserveCapacity(bytes.count + headings.reduce(0) { $0 + $1.bytes })
    }

    /// The next numbers.
    public mutating func append<S: TensorScalar>(_ numbers: Span<S>) { bytes.append(numbers: numbers) }

    /// The file, handed over.
    public consuming func finish() -> [UInt8] { bytes }

    /// What stands in a file before its numbers.
    public static func head(_ headings: [TensorHeading], metadata: [(name: String, text: String)]) -> [UInt8] {
        let header = header(headings, metadata)
        // Spaces, so that the data begin at a multiple of eight.
        let length = (header.count + 7) & -8
        let size = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        return size + header + repeatElement(UInt8(ascii: " "), count: length - header.count)
    }

    private static func header(_ headings: [TensorHeading], _ metadata: [(name: String, text: String)]) -> [UInt8] {
        Writer.text { writer in
            writer.raw("{\"__metadata__\":{")
            for (i, entry) in metadata.enumerated() {
                if i > 0 { writer.raw(",") }
                writer.string(entry.name)
                writer.raw(":")
                writer.string(entry.text)
            }
            writer.raw("}")
            var end = 0
            for heading in headings {
                writer.raw(",")
                writer.string(heading.name)
                writer.raw(":{\"dtype\":")
                writer.string(heading.dtype)
                writer.raw(",\"shape\":")
                writer.array(heading.shape) { writer, length in writer.integer(length) }
                writer.raw(",\"data_offsets\":")
                writer.array([end, end + heading.bytes]) { writer, offset in writer.integer(offset) }
                writer.raw("}")
                end += heading.bytes
            }
            writer.raw("}")
        }
    }
}

extension [UInt8] {
    /// Appends numbers as they stand in a file.
    public mutating func append<S: TensorScalar>(numbers: Span<S>) {
        unsafe numbers.withUnsafeBytes { unsafe append(contentsOf: $0) }
    }
}
