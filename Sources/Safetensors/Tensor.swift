public import JSON

/// A tensor of a file: what its header says of it.
///
/// A class, so that whatever may stand for one takes little to hand on.
public final class Tensor: Sendable {
    public let name: String
    /// How its numbers are held: `F32`, `F64`, or another of the format's names.
    public let dtype: String
    /// How long each dimension is; none for a single number.
    public let shape: [Int]
    /// How many numbers there are.
    public let count: Int
    /// Where they lie among the data.
    let place: Range<Int>

    init(name: String, dtype: String, shape: [Int], count: Int, place: Range<Int>) {
        (self.name, self.dtype, self.shape, self.count, self.place) = (name, dtype, shape, count, place)
    }

    /// `F32 [2, 3]`
    public var description: String { "\(excerpt(dtype)) [\(shape.map { String($0) }.joined(separator: ", "))]" }
}

/// A format of numbers that can be taken from a file and put into one.
public protocol TensorScalar: BinaryFormat {
    /// Its name in the format.
    static var dtype: String { get }
}

extension Float: TensorScalar {
    public static var dtype: String { "F32" }
}

extension Double: TensorScalar {
    public static var dtype: String { "F64" }
}

/// The bytes of a number of a dtype, where they are known and whole.
func bytes(ofNumber dtype: String) -> Int? {
    switch dtype {
    case "BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0": 1
    case "U16", "I16", "F16", "BF16": 2
    case "U32", "I32", "F32": 4
    case "U64", "I64", "F64", "C64": 8
    default: nil
    }
}

#if !_endian(little)
    #error("Numbers in files are little-endian, and are copied as they are.")
#endif
